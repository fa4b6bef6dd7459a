package org.alloclab.replay;

/**
 * A replay that could not go on to the end of the trace. The message names the operation; the cause
 * is what the allocator, or reading the trace, threw.
 */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** For the package, and for callers that say more precisely what was replayed. */
    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
