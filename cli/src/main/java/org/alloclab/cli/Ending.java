package org.alloclab.cli;

import org.alloclab.HeapExhaustedException;

import picocli.CommandLine;

import java.io.PrintStream;

/** How a run ends that did not come to its end: one line, and the exit code. */
final class Ending {
    private static final String DEBUG = "ALLOCLAB_DEBUG";

    private Ending() {}

    /** Says what went wrong; the exit code. */
    static int report(Throwable error, CommandLine verb, PrintStream err) {
        Failure failure = failure(error);
        say(verb.getCommandSpec().qualifiedName(), failure.getMessage(), err);
        if ("1".equals(System.getenv(DEBUG))) {
            error.printStackTrace(err);
        }
        err.flush();
        return failure.exitCode();
    }

    private static Failure failure(Throwable error) {
        return switch (error) {
            case Failure failure -> failure;
            case HeapExhaustedException e -> new Failure(ExitCode.UNFIT, e.getMessage());
            case OutOfMemoryError e ->
                    new Failure(
                            ExitCode.UNFIT,
                            "out of memory: "
                                    + e.getMessage()
                                    + " (try fewer --threads, or ALLOCLAB_JAVA_OPTS=-Xmx4g)");
            default ->
                    new Failure(
                            ExitCode.INTERNAL_ERROR,
                            "a bug of ours: %s (where: set %s=1)".formatted(error, DEBUG));
        };
    }

    /** One line, whatever is in the text. */
    static void say(String who, String text, PrintStream err) {
        err.println(who + ": " + Quoted.safe(text));
        err.flush();
    }

    /** Fails if what went to standard output did not all arrive. */
    static void checkWritten(PrintStream out) {
        if (out.checkError()) {
            throw new Failure(ExitCode.FILE, "standard output: cannot be written");
        }
    }
}
