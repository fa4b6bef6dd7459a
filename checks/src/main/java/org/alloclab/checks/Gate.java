package org.alloclab.checks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Keeps the memory while a call is at its bytes: what closes is done by the last caller to leave.
 *
 * <p>Caller: any thread. Progress: wait-free, but for what is done in the end.
 */
final class Gate {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final Runnable giveBack;
    private int inside; // callers; the sign says that it is closed
    private boolean given;

    Gate(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /**
     * Enters a call.
     *
     * @throws IllegalStateException if the gate is closed
     */
    void enter() {
        // One word holds both, so who enters is counted, or sees it closed, and nothing between.
        if ((int) INSIDE.getAndAdd(this, 1) < 0) {
            leave();
            throw new IllegalStateException("allocator: closed");
        }
    }

    /** Leaves; once for each {@link #enter} that did not throw. */
    void leave() {
        if ((int) INSIDE.getAndAdd(this, -1) == CLOSED + 1) { // the last one, after the end
            giveBackOnce();
        }
    }

    /** Closes; the memory goes back now, or when the last caller leaves. */
    void close() {
        int before = (int) INSIDE.getAndBitwiseOr(this, CLOSED); // as enter: one word for both
        if ((before & ~CLOSED) == 0) {
            giveBackOnce();
        }
    }

    private void giveBackOnce() {
        // CAS: a caller who came too late leaves as well, perhaps as the last again.
        if (GIVEN.compareAndSet(this, false, true)) {
            giveBack.run();
        }
    }

    private static final VarHandle INSIDE;
    private static final VarHandle GIVEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INSIDE = lookup.findVarHandle(Gate.class, "inside", int.class);
            GIVEN = lookup.findVarHandle(Gate.class, "given", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
