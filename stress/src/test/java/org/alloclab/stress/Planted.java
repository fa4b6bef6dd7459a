package org.alloclab.stress;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.stress.detector.DetectorHost;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.DetectorOrder;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * JCStress tests that are wrong on purpose, in a folder that stands before ours on the class path
 * of a host. Its list of tests hides ours.
 *
 * @param folder of classes
 */
record Planted(Path folder) {
    private static final String SOURCE =
            """
            package org.alloclab.lockfree;

            import org.openjdk.jcstress.annotations.*;
            import org.openjdk.jcstress.infra.results.*;

            @JCStressTest
            @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "as it should be")
            @Outcome(expect = Expect.FORBIDDEN, desc = "an update is lost")
            @State
            public class %1$s {
                private %2$s;

                @Actor public void first() { %3$s }
                @Actor public void second() { %3$s }
                @Arbiter public void arbiter(I_Result r) { r.r1 = count; }
            }
            """;
    private static final String THREE_ACTORS =
            """
            package org.alloclab.gil;

            import org.openjdk.jcstress.annotations.*;
            import org.openjdk.jcstress.infra.results.*;

            @JCStressTest
            @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "as it should be")
            @Outcome(expect = Expect.FORBIDDEN, desc = "an update is lost")
            @State
            public class ThreeActors {
                private int count;

                @Actor public void first() { add(); }
                @Actor public void second() { add(); }
                @Actor public void third() { add(); }
                private synchronized void add() { count++; }
                @Arbiter public void arbiter(I_Result r) { r.r1 = count; }
            }
            """;

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
        }
    }

    static Planted in(Path folder) throws IOException {
        List<Source> sources = new ArrayList<>();
        sources.add(twoActors("Fine", "synchronized (this) { count++; }"));
        sources.add(twoActors("Racy", "count++;"));
        sources.add(twoActors("Throwing", "throw new IllegalStateException(\"thrown\");"));
        sources.add(twoActors("Dying", "Runtime.getRuntime().halt(3);"));
        sources.add(twoActors("Hanging", "while (count == 0) { Thread.onSpinWait(); }"));
        sources.add(new Source("ThreeActors", THREE_ACTORS));
        Files.createDirectories(folder);
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaCompiler.CompilationTask task =
                compiler.getTask(
                        said,
                        compiler.getStandardFileManager(null, null, null),
                        null,
                        List.of("-d", folder.toString(), "-Xlint:none"),
                        null,
                        sources);
        task.setProcessors(List.of(new JCStressTestProcessor()));
        assertThat(task.call()).as("%s", said).isTrue();
        return new Planted(folder);
    }

    private static Source twoActors(String name, String actor) {
        String field = name.equals("Hanging") ? "volatile int count" : "int count";
        return new Source(name, SOURCE.formatted(name, field, actor));
    }

    /**
     * A host that ran to its end.
     *
     * @param exitCode its exit code
     * @param events what it said
     * @param log what else it wrote
     */
    record Ran(int exitCode, List<DetectorEvent> events, String log) {
        /** The events of one kind. */
        <E extends DetectorEvent> List<E> all(Class<E> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** How much was planned. */
        int planned() {
            return all(DetectorEvent.Planned.class).getFirst().items();
        }

        /** What else was said of the plan. */
        Details.StressPlan plan() {
            return (Details.StressPlan) all(DetectorEvent.Planned.class).getFirst().details();
        }
    }

    /** Runs a host in a folder. */
    Ran stress(DetectorOrder order, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-cp");
        command.add(folder + File.pathSeparator + System.getProperty("java.class.path"));
        command.addAll(List.of(DetectorHost.class.getName(), order.text()));
        Path log = Files.createTempFile(folder, "host", ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                        .start();
        List<DetectorEvent> events =
                process.inputReader()
                        .lines()
                        .map(line -> DetectorEvent.of(line).orElseThrow())
                        .toList();
        return new Ran(process.waitFor(), events, Files.readString(log));
    }
}
