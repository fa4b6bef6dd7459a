package org.alloclab.cli.session;

import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.DetectorProgram;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The folder of the project, where the build puts what the verbs start as programs of their own.
 *
 * @param folder as the launcher says, or else where this program was built
 */
public record ProjectLayout(Path folder) {
    private static final String PROPERTY = "alloclab.home";

    public static ProjectLayout find() {
        String told = System.getProperty(PROPERTY);
        return new ProjectLayout(told == null ? built() : Path.of(told));
    }

    /** This program is in cli/target, in a jar or a folder of classes. */
    private static Path built() {
        try {
            Path code =
                    Path.of(
                            ProjectLayout.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return code.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The detectors, on the classes as shipped.
     *
     * @throws Failure if they are not built
     */
    public DetectorProgram detectors() {
        Path target = folder.resolve("stress/target");
        try {
            return DetectorProgram.in(target);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    ExitCode.FILE,
                    TerminalEscape.of(e.getFile())
                            + ": does not exist (expected: the detectors; mvn package builds"
                            + " them)");
        } catch (IOException e) {
            throw Failure.file(target, e);
        }
    }

    /** Where results are kept by default. */
    public Path results() {
        return folder.resolve("target/bench");
    }
}
