package org.alloclab.cli.session;

import org.alloclab.cli.terminal.TerminalEscape;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A run that cannot go on: one line for the user, and the exit code. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    public Failure(int exitCode, String line) {
        this(exitCode, line, null);
    }

    public Failure(int exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    /** Arguments that make no sense, each by itself or together. */
    public static Failure badArguments(String line) {
        return new Failure(ExitCode.BAD_ARGUMENTS, line);
    }

    /** A file that cannot be read or written. */
    public static Failure file(String file, IOException cause) {
        return new Failure(ExitCode.FILE, TerminalEscape.of(file) + ": " + reason(cause), cause);
    }

    /** A file that cannot be read or written. */
    public static Failure file(Path file, IOException cause) {
        return file(file.toString(), cause);
    }

    public int exitCode() {
        return exitCode;
    }

    /** The reason in words; the exceptions of files often hold nothing but the file's name. */
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemLoopException _ -> "a loop of symbolic links";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    }
}
