package org.alloclab.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who may depend on what; each rule for any package, so that it can be shown to fail on another.
 */
final class ModuleRules {
    /** The packages of allocator-api. */
    static final String[] API = {"org.alloclab", "org.alloclab.memory", "org.alloclab.provider"};

    /** The rooms from the ground up; what shares a floor may not meet. */
    static final List<List<String>> FLOORS =
            List.of(
                    List.of("org.alloclab", "org.alloclab.memory", "org.alloclab.provider"),
                    List.of(
                            "org.alloclab.gil",
                            "org.alloclab.lockfree",
                            "org.alloclab.checks",
                            "org.alloclab.peers",
                            "org.alloclab.replay.."),
                    List.of("org.alloclab.bench..", "org.alloclab.stress.."),
                    List.of("org.alloclab.report.."),
                    List.of("org.alloclab.cli.terminal"),
                    List.of("org.alloclab.cli.session"),
                    List.of("org.alloclab.cli.flags"),
                    List.of("org.alloclab.cli.command", "org.alloclab.cli.doctor"),
                    List.of("org.alloclab.cli"));

    private static final Set<String> WAITING_THREAD_CALLS =
            Set.of("sleep", "yield", "onSpinWait", "join");
    private static final Set<String> OBJECT_WAITING = Set.of("wait", "notify", "notifyAll");

    private ModuleRules() {}

    /** A package stands on allocator-api and the JDK alone. */
    static ArchRule standsOnTheApiAlone(String... packages) {
        return classes()
                .that(resideInAnyPackage(packages))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..")
                                .or(resideInAnyPackage(API))
                                .or(resideInAnyPackage(packages)));
    }

    /** A package stands on allocator-api, some others and the JDK alone. */
    static ArchRule standsOnTheApiAnd(String name, String... others) {
        return classes()
                .that(resideInAPackage(name))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", name)
                                .or(resideInAnyPackage(API))
                                .or(resideInAnyPackage(others)));
    }

    /** A package imports only from floors below its own. */
    static ArchRule importsOnlyFromBelow(List<List<String>> floors) {
        List<ArchRule> rules = new ArrayList<>();
        for (int floor = 0; floor < floors.size(); floor++) {
            for (String room : floors.get(floor)) {
                List<String> elsewhere = new ArrayList<>();
                floors.subList(floor, floors.size()).forEach(elsewhere::addAll);
                elsewhere.remove(room);
                if (floor > 0 && !elsewhere.isEmpty()) {
                    rules.add(dependsOnNoneOf(room, elsewhere.toArray(String[]::new)));
                }
            }
        }
        return CompositeArchRule.of(rules);
    }

    /** Packages know nothing of others. */
    static ArchRule dependsOnNoneOf(String packages, String... others) {
        return noClasses()
                .that(resideInAPackage(packages))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others));
    }

    /** Native memory is reached through some packages alone. */
    static ArchRule onlyTheseReachNativeMemory(String... packages) {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(packages)))
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."));
    }

    /** A package has no shared words: a lock guards all. */
    static ArchRule holdsNoSharedWord(String name) {
        return noClasses()
                .that(resideInAPackage(name))
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent.atomic.."))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.invoke.VarHandle");
    }

    /** A package has no lock, queue, latch or pool of threads: nothing of the JDK that waits. */
    static ArchRule usesNothingThatWaits(String name) {
        return noClasses()
                .that(resideInAPackage(name))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("java.util.concurrent..")
                                .and(
                                        DescribedPredicate.not(
                                                resideInAPackage("java.util.concurrent.atomic"))));
    }

    /** A package calls no method by which a thread waits, nor refers to one. */
    static ArchRule callsNothingThatWaits(String name) {
        return noClasses()
                .that(resideInAPackage(name))
                .should()
                .accessTargetWhere(DescribedPredicate.describe("waits", ModuleRules::waits));
    }

    private static boolean waits(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return OBJECT_WAITING.contains(access.getName())
                || owner.isAssignableTo(Thread.class)
                        && WAITING_THREAD_CALLS.contains(access.getName());
    }

    /** A package enters no monitor. */
    static ArchRule entersNoMonitor(String name) {
        return classes()
                .that(resideInAPackage(name))
                .should(
                        new ArchCondition<>("enter no monitor") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                for (String entry : monitorsIn(type)) {
                                    events.add(SimpleConditionEvent.violated(type, entry));
                                }
                            }
                        });
    }

    private static List<String> monitorsIn(JavaClass type) {
        return ClassFile.of()
                .parse(bytes(type.getSource().orElseThrow().getUri()))
                .methods()
                .stream()
                .filter(ModuleRules::entersMonitor)
                .map(method -> type.getName() + "." + method.methodName() + " enters a monitor")
                .toList();
    }

    private static boolean entersMonitor(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code().map(ModuleRules::hasMonitor).orElse(false);
    }

    private static boolean hasMonitor(CodeModel code) {
        for (CodeElement element : code) {
            if (element instanceof MonitorInstruction) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(URI classFile) {
        try (InputStream stream = classFile.toURL().openStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
