package org.alloclab.peers;

/**
 * A peer cannot be used on this machine, or not by this process. Nothing was changed.
 *
 * <p>The message names the peer, {@linkplain #reason() why} and {@linkplain #remedy() what to do},
 * on one line.
 */
public final class PeerUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String remedy;

    PeerUnavailableException(String peer, String reason, String remedy) {
        super(peer + ": " + reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What was looked for, and where; or what is wrong with what was found. */
    public String reason() {
        return reason;
    }

    /** How to get the peer. */
    public String remedy() {
        return remedy;
    }
}
