package org.alloclab.provider;

/**
 * A class path holds a provider that cannot be used. The message says which and why, on one line.
 */
public final class BadProviderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadProviderException(String message) {
        super(message);
    }

    BadProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
