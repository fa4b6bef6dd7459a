package org.alloclab.stress.soak;

/** The allocator broke a promise. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** No address in particular. */
    static final long NOWHERE = 0;

    private final long address;

    Violation(long address, String what) {
        super(what);
        this.address = address;
    }

    Violation(long address, String what, Throwable cause) {
        super(what, cause);
        this.address = address;
    }

    static Violation unexpected(Throwable thrown) {
        return thrown instanceof Violation violation
                ? violation
                : new Violation(NOWHERE, "unexpected " + thrown, thrown);
    }

    /** Where it shows, or {@link #NOWHERE}. */
    long address() {
        return address;
    }
}
