package org.alloclab.replay;

/** A replay that could not go on to the end of the trace. The message names the operation. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
