package org.alloclab.replay;

import java.io.IOException;

/** Bytes that are no allocation trace. The message says where and what; it names no file. */
public final class TraceFormatException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    TraceFormatException(long offset, String what) {
        this(offset, what, null);
    }

    TraceFormatException(long offset, String what, Throwable cause) {
        super("byte %d: %s".formatted(offset, what), cause);
        this.offset = offset;
    }

    /**
     * Where it is wrong, as an offset in the unpacked bytes: of the record that is refused, or
     * where the bytes end or cannot be unpacked further.
     */
    public long offset() {
        return offset;
    }
}
