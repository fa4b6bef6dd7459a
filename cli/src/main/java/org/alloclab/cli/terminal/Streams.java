package org.alloclab.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run writes.
 *
 * @param out results
 * @param err progress and errors
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errIsTerminal whether {@code err} is a terminal
 */
public record Streams(
        PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
    /** Those of the process. */
    public static Streams ofProcess() {
        BufferedOutputStream buffer = new BufferedOutputStream(new StandardOutput());
        PrintStream out = new PrintStream(buffer, false, System.out.charset());
        return new Streams(out, System.err, isTerminal(1), isTerminal(2));
    }

    /** Streams that are no terminals. */
    public static Streams captured(PrintStream out, PrintStream err) {
        return new Streams(out, err, false, false);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return file.startsWith("/dev/pts/")
                    || file.startsWith("/dev/tty")
                    || file.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }
}
