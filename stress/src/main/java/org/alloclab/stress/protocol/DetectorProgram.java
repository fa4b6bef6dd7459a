package org.alloclab.stress.protocol;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a detector is started: in a JVM of its own, in a folder of its own, so that what a crash
 * leaves behind is found there.
 *
 * @param classPath what stands before anything else comes first: a mutant is a folder of classes
 * @param launcher words of a command that starts the virtual machine by its own; mostly none
 * @param options of the virtual machine, beside those it always has
 */
public record DetectorProgram(List<Path> classPath, List<String> launcher, List<String> options) {
    private static final String MAIN = "org.alloclab.stress.detector.DetectorHost";
    private static final Path SHELL = Path.of("/bin/sh");

    /** Copies the lists. */
    public DetectorProgram {
        classPath = List.copyOf(classPath);
        launcher = List.copyOf(launcher);
        options = List.copyOf(options);
    }

    /** On an ordinary virtual machine. */
    public DetectorProgram(List<Path> classPath) {
        this(classPath, List.of(), List.of());
    }

    /**
     * The program as shipped.
     *
     * @param target the folder in which the module stress is built
     * @throws IOException if it is not built
     */
    public static DetectorProgram in(Path target) throws IOException {
        List<Path> classPath = new ArrayList<>();
        try (Stream<Path> jars = Files.list(target)) {
            jars.filter(jar -> jar.getFileName().toString().matches("stress-[^/]*\\.jar"))
                    .filter(jar -> !jar.toString().endsWith("-tests.jar"))
                    .sorted()
                    .limit(1)
                    .forEach(classPath::add);
        }
        if (classPath.isEmpty()) {
            throw new NoSuchFileException(target.resolve("stress.jar").toString());
        }
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(classPath::add);
        }
        return new DetectorProgram(classPath);
    }

    /** The same on a mutant: its classes take the place of those shipped. */
    public DetectorProgram on(Path mutant) {
        List<Path> mutated = new ArrayList<>(List.of(mutant));
        mutated.addAll(classPath);
        return new DetectorProgram(mutated, launcher, options);
    }

    /** The same with more allocators, behind all that is shipped. */
    public DetectorProgram and(List<Path> more) {
        List<Path> longer = new ArrayList<>(classPath);
        longer.addAll(more);
        return new DetectorProgram(longer, launcher, options);
    }

    /** The same on another virtual machine. */
    public DetectorProgram with(List<String> otherLauncher, List<String> otherOptions) {
        return new DetectorProgram(classPath, otherLauncher, otherOptions);
    }

    /**
     * Starts a detector.
     *
     * @param out a folder, which is made: the child works in it, keeps its files there, and writes
     *     its log to {@code NAME.log}
     */
    public DetectorRun start(DetectorOrder order, Path out) throws IOException {
        Files.createDirectories(out);
        Path log = out.resolve(order.detector() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command(order));
        builder.directory(out.toAbsolutePath().toFile());
        builder.redirectError(ProcessBuilder.Redirect.to(log.toFile()));
        return new DetectorRun(builder.start(), log, order.patience());
    }

    private List<String> command(DetectorOrder order) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            // Ctrl-C reaches every process of the terminal: the child is to ignore it, so that what
            // it is doing is not taken for a crash. It is ended by us.
            command.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        }
        command.addAll(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-Dlincheck.logLevel=ERROR");
        command.addAll(options);
        command.addAll(List.of("-cp", joined(), MAIN, order.text()));
        return command;
    }

    private String joined() {
        return String.join(
                File.pathSeparator,
                classPath.stream().map(path -> path.toAbsolutePath().toString()).toList());
    }
}
