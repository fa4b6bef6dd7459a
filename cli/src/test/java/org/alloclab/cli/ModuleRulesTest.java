package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who may depend on whom. Each rule is held against the room it is for, and against one that breaks
 * it: a rule that cannot fail says nothing.
 */
class ModuleRulesTest {
    @TempDir private Path folder;

    private static final String GIL = "org.alloclab.gil";
    private static final String LOCK_FREE = "org.alloclab.lockfree";
    private static final String REPLAY = "org.alloclab.replay";
    private static final String CHECKS = "org.alloclab.checks";
    private static final String PEERS = "org.alloclab.peers";
    private static final String CLI = "org.alloclab.cli";
    private static final String REPORT = "org.alloclab.report";
    private static final String BENCH = "org.alloclab.bench";
    private static final String STRESS = "org.alloclab.stress";
    private static final int MOST_LINES = 400;

    /** JCStress tests and scenarios lie in the packages that they test. */
    private static final Pattern TESTS_OF_THE_MODELS =
            Pattern.compile(".*/stress/target/.*/org/alloclab/(gil|lockfree)/.*");

    static {
        // ArchUnit logs through SLF4J, which complains that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private static final JavaClasses PRODUCTION =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains(testClasses()))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .withImportOption(location -> !location.matches(TESTS_OF_THE_MODELS))
                    .importPackages("org.alloclab");

    private static String testClasses() {
        try {
            return ModuleRulesTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keeps(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    private static void breaks(ArchRule rule) {
        assertThat(rule.evaluate(PRODUCTION).hasViolation()).as(rule.getDescription()).isTrue();
    }

    @Test
    void allModulesAreSeenAndNoTests() {
        for (String name :
                List.of(
                        "org.alloclab",
                        "org.alloclab.memory",
                        GIL,
                        LOCK_FREE,
                        REPLAY,
                        CHECKS,
                        PEERS,
                        CLI + ".command",
                        BENCH + ".plan",
                        STRESS + ".protocol",
                        STRESS + ".witness",
                        REPORT)) {
            assertThat(PRODUCTION.stream().filter(type -> type.getPackageName().equals(name)))
                    .as(name)
                    .hasSizeGreaterThan(5);
        }
        assertThat(PRODUCTION.contain(Main.class)).isTrue();
        assertThat(PRODUCTION.contain(ModuleRulesTest.class)).isFalse();
    }

    @Test
    void theApiStandsOnTheJdkAlone() {
        keeps(ModuleRules.standsOnTheApiAlone(ModuleRules.API));
        breaks(ModuleRules.standsOnTheApiAlone("org.alloclab.."));
    }

    @Test
    void theModelsStandOnTheApiAndNeverMeet() {
        keeps(ModuleRules.standsOnTheApiAlone(GIL));
        keeps(ModuleRules.standsOnTheApiAlone(LOCK_FREE));
        keeps(ModuleRules.standsOnTheApiAnd(REPLAY + "..", "com.sun.management.."));
        keeps(ModuleRules.standsOnTheApiAlone(CHECKS));
        breaks(ModuleRules.standsOnTheApiAlone(CLI + ".."));
    }

    @Test
    void thePeersStandOnTheApiAndNettyAlone() {
        keeps(ModuleRules.standsOnTheApiAnd(PEERS, "io.netty.."));
        breaks(ModuleRules.standsOnTheApiAlone(PEERS));
    }

    /** It knows the records of documents, not what measures. */
    @Test
    void theReportStandsOnJacksonAndDocumentsAlone() {
        String[] jackson = {"tools.jackson..", "com.fasterxml.jackson.annotation"};
        String records = "org.alloclab.bench.statistics";
        keeps(ModuleRules.standsOnTheApiAnd(REPORT + "..", jackson[0], jackson[1], records));
        breaks(ModuleRules.standsOnTheApiAnd(REPORT + "..", jackson));
    }

    @Test
    void nativeMemoryIsReachedThroughFewRooms() {
        // The witness of the soak shares no code with what it watches.
        keeps(
                ModuleRules.onlyTheseReachNativeMemory(
                        "org.alloclab.memory", PEERS, STRESS + ".soak", STRESS + ".witness"));
        breaks(ModuleRules.onlyTheseReachNativeMemory(PEERS));
        breaks(ModuleRules.onlyTheseReachNativeMemory("org.alloclab.memory"));
    }

    /** From the ground up: a package may import those on floors before its own, and on its own. */
    @Test
    void aRoomImportsOnlyFromFloorsBelow() {
        keeps(ModuleRules.importsOnlyFromBelow(ModuleRules.FLOORS));
        breaks(ModuleRules.importsOnlyFromBelow(ModuleRules.FLOORS.reversed()));
    }

    @Test
    void theGilModelHoldsNoSharedWord() {
        keeps(ModuleRules.holdsNoSharedWord(GIL));
        breaks(ModuleRules.holdsNoSharedWord(LOCK_FREE));
        breaks(ModuleRules.holdsNoSharedWord(REPLAY));
    }

    @Test
    void theLockFreeModelNeverWaits() {
        keeps(ModuleRules.usesNothingThatWaits(LOCK_FREE));
        keeps(ModuleRules.callsNothingThatWaits(LOCK_FREE));
        keeps(ModuleRules.entersNoMonitor(LOCK_FREE));
        breaks(ModuleRules.usesNothingThatWaits(GIL));
        breaks(ModuleRules.callsNothingThatWaits(REPLAY));
        breaks(ModuleRules.entersNoMonitor(REPLAY));
        breaks(ModuleRules.entersNoMonitor(CLI + ".session"));
    }

    /** Around the lock-free model no thread may be made to wait by its checks. */
    @Test
    void theChecksNeverWait() {
        keeps(ModuleRules.callsNothingThatWaits(CHECKS));
        keeps(ModuleRules.entersNoMonitor(CHECKS));
    }

    @Test
    void noSourceFileIsTooLong() throws IOException {
        assertThat(SourceRules.longerThan(MOST_LINES, sources())).isEmpty();
        Path planted = Files.writeString(folder.resolve("Long.java"), "\n".repeat(MOST_LINES + 1));
        assertThat(SourceRules.longerThan(MOST_LINES, List.of(planted))).containsExactly(planted);
    }

    @Test
    void noTwoClassesHaveOneNameButForTheTwinsOfTheModels() throws IOException {
        assertThat(SourceRules.sharedNames(sources())).isEmpty();
        List<Path> planted = new ArrayList<>(sources());
        planted.add(Path.of("stress/src/main/java/org/alloclab/stress/Pool.java"));
        planted.add(Path.of("bench/src/main/java/org/alloclab/bench/AllocatorProvider.java"));
        assertThat(SourceRules.sharedNames(planted))
                .containsExactlyInAnyOrder("Pool", "AllocatorProvider");
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
        return SourceRules.shippedIn(root);
    }
}
