package org.alloclab;

import java.util.Locale;

/**
 * Memory could not be had. The heap is as before the call, and the next call works once there is
 * memory again. The message names the bytes asked for and the limit that was met.
 */
public final class HeapExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long bytes;

    /**
     * @param bytes bytes asked for
     * @param reason the limit that was met
     */
    public HeapExhaustedException(long bytes, String reason) {
        super(String.format(Locale.ROOT, "cannot get %,d bytes: %s", bytes, reason));
        this.bytes = bytes;
    }

    /** Bytes asked for. */
    public long bytes() {
        return bytes;
    }
}
