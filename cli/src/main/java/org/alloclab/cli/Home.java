package org.alloclab.cli;

import org.alloclab.cli.detect.DetectorProgram;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The folder of the project, where the build puts what the verbs start as programs of their own.
 *
 * @param folder as the launcher says, or else where this program was built
 */
record Home(Path folder) {
    private static final String PROPERTY = "alloclab.home";

    static Home find() {
        String told = System.getProperty(PROPERTY);
        return new Home(told == null ? built() : Path.of(told));
    }

    /** This program is in cli/target, in a jar or a folder of classes. */
    private static Path built() {
        try {
            Path code =
                    Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The benchmarks.
     *
     * @throws Failure if they are not built
     */
    Path benchmarks() {
        Path jar = folder.resolve("bench/target/benchmarks.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Failure(
                    ExitCode.FILE,
                    Quoted.of(jar.toString())
                            + ": does not exist (expected: the benchmarks; mvn package builds"
                            + " them)");
        }
        return jar;
    }

    /**
     * The detectors, on the classes as shipped.
     *
     * @throws Failure if they are not built
     */
    DetectorProgram detectors() {
        Path target = folder.resolve("stress/target");
        try {
            return DetectorProgram.in(target);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    ExitCode.FILE,
                    Quoted.of(e.getFile())
                            + ": does not exist (expected: the detectors; mvn package builds"
                            + " them)");
        } catch (IOException e) {
            throw Failure.file(target, e);
        }
    }

    /** Where results are kept if nobody says where. */
    Path results() {
        return folder.resolve("target/bench");
    }
}
