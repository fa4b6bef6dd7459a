package org.alloclab.provider;

/**
 * An allocator cannot be used on this machine, or not by this process. Nothing was changed.
 *
 * <p>The message names the allocator, {@linkplain #reason() why} and {@linkplain #remedy() what to
 * do}, on one line.
 */
public final class AllocatorUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final String remedy;

    /**
     * @param name of the allocator
     * @param reason what was looked for, and where; or what is wrong with what was found
     * @param remedy how to get it
     */
    public AllocatorUnavailableException(String name, String reason, String remedy) {
        super(name + ": " + reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What was looked for, and where; or what is wrong with what was found. */
    public String reason() {
        return reason;
    }

    /** How to get it. */
    public String remedy() {
        return remedy;
    }
}
