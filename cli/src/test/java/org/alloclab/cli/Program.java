package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program as a process of its own.
 *
 * @param folder where its streams go: to files {@code out} and {@code err}
 * @param home where it looks for what the build made
 * @param options of its virtual machine
 */
record Program(Path folder, Path home, List<String> options) {
    /** What starts it; its streams may still be sent elsewhere. */
    ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        return builder;
    }

    /** The words of its command. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow"); // as the launcher does
        command.add("-Dslf4j.internal.verbosity=ERROR"); // the tests' class path has it
        command.add("-Dalloclab.home=" + home);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(InventedForks.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs it to its end. */
    Ran run(String... arguments) throws IOException, InterruptedException {
        return run(builder(arguments));
    }

    /** Runs it to its end, started in a way of its own. */
    Ran run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(
                String.join(" ", builder.command()),
                process.exitValue(),
                written("out"),
                written("err"));
    }

    /** What it wrote so far. */
    String written(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }
}
