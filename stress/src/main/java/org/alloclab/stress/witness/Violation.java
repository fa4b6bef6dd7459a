package org.alloclab.stress.witness;

/** The allocator broke a promise. The message says which, in one line. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** No address in particular. */
    public static final long NOWHERE = 0;

    private final long address;

    /** Creates one about an address, or {@link #NOWHERE}. */
    public Violation(long address, String what) {
        this(address, what, null);
    }

    /** Creates one that the allocator itself showed by throwing. */
    public Violation(long address, String what, Throwable cause) {
        super(what, cause);
        this.address = address;
    }

    /** What was thrown, as a violation. */
    public static Violation unexpected(Throwable thrown) {
        return thrown instanceof Violation violation
                ? violation
                : new Violation(NOWHERE, "unexpected " + thrown, thrown);
    }

    /** Where it shows, or {@link #NOWHERE}. */
    public long address() {
        return address;
    }
}
