package org.alloclab.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A run that cannot go on: one line for the user, and the exit code. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    Failure(int exitCode, String line) {
        this(exitCode, line, null);
    }

    Failure(int exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    /** Arguments that make no sense, each by itself or together. */
    static Failure badArguments(String line) {
        return new Failure(ExitCode.BAD_ARGUMENTS, line);
    }

    /** A file that cannot be read or written. */
    static Failure file(String file, IOException cause) {
        return new Failure(ExitCode.FILE, Quoted.of(file) + ": " + reason(cause), cause);
    }

    /** A file that cannot be read or written. */
    static Failure file(Path file, IOException cause) {
        return file(file.toString(), cause);
    }

    int exitCode() {
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
