package org.alloclab.replay;

import java.io.IOException;

/** A file that is no placement trace. The message says which line and why; it names no file. */
public final class GoldenFormatException extends IOException {
    private static final long serialVersionUID = 1;

    private final long line;

    GoldenFormatException(long line, String what) {
        this(line, what, null);
    }

    GoldenFormatException(long line, String what, Throwable cause) {
        super("line %d: %s".formatted(line, what), cause);
        this.line = line;
    }

    /** Number of the line that is refused, from 1; behind the last one if lines are missing. */
    public long line() {
        return line;
    }
}
