package org.alloclab.cli.session;

import org.alloclab.HeapExhaustedException;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.replay.ReplayException;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintStream;

/** Turns what stopped a run into one line and an exit code. */
public final class ErrorReporter {
    private static final String DEBUG = "ALLOCLAB_DEBUG";

    private ErrorReporter() {}

    /** Says what went wrong; the exit code. */
    public static int report(Throwable error, CommandLine verb, PrintStream err) {
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
            case AllocatorUnavailableException e -> new Failure(ExitCode.UNFIT, e.getMessage());
            case ReplayException e -> new Failure(code(e.getCause()), e.getMessage());
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

    /** The exit code of a replay that stopped. */
    private static int code(Throwable cause) {
        return switch (cause) {
            case HeapExhaustedException _, OutOfMemoryError _ -> ExitCode.UNFIT;
            case IOException _ -> ExitCode.FILE;
            case null, default -> ExitCode.VIOLATED;
        };
    }

    /** One line, whatever is in the text. */
    public static void say(String program, String text, PrintStream err) {
        err.println(program + ": " + TerminalEscape.safe(text));
        err.flush();
    }

    /** Fails if what went to standard output did not all arrive. */
    public static void checkWritten(PrintStream out) {
        if (out.checkError()) {
            throw new Failure(ExitCode.FILE, "standard output: cannot be written");
        }
    }
}
