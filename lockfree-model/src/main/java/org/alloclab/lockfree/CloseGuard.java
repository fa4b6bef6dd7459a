package org.alloclab.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Keeps the memory while a call is at its bytes: the last caller to leave a closed gate gives it
 * back.
 *
 * <p>Who enters says so first and looks whether the gate is closed afterwards; who closes does it
 * the other way round. Both are volatile, so a caller that does not see the gate closed is seen
 * inside. Callers are counted apart, by thread, so that they do not meet.
 *
 * <p>Caller: any thread. Progress: wait-free, but for what is done in the end.
 */
final class CloseGuard {
    private static final int STRIDE = 16; // counts of different threads on different cache lines

    private final Runnable giveBack;
    private final int[] inside = new int[64 * STRIDE];
    private boolean closed;
    private boolean given;

    /**
     * @param giveBack done once, when the gate is closed and nobody is inside
     */
    CloseGuard(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    boolean isClosed() {
        return (boolean) CLOSED.getVolatile(this);
    }

    /**
     * Looks without entering.
     *
     * @throws IllegalStateException if the gate is closed
     */
    void check() {
        if (isClosed()) {
            throw new IllegalStateException("allocator: closed");
        }
    }

    /**
     * Enters, for as long as the caller reads or writes bytes of blocks.
     *
     * @throws IllegalStateException if the gate is closed
     */
    void enter() {
        INSIDE.getAndAdd(inside, mine(), 1);
        if (isClosed()) {
            leave();
            check();
        }
    }

    /** Leaves; once for each {@link #enter} that did not throw. */
    void leave() {
        INSIDE.getAndAdd(inside, mine(), -1);
        if (isClosed()) {
            giveBackIfEmpty();
        }
    }

    /** Closes; the memory goes back now, or when the last caller inside leaves. */
    void close() {
        CLOSED.setVolatile(this, true);
        giveBackIfEmpty();
    }

    /** No caller that could enter after it was counted stays: it sees the gate closed. */
    private void giveBackIfEmpty() {
        for (int index = 0; index < inside.length; index += STRIDE) {
            if ((int) INSIDE.getVolatile(inside, index) != 0) {
                return;
            }
        }
        if (GIVEN.compareAndSet(this, false, true)) {
            giveBack.run();
        }
    }

    private static int mine() {
        return ((int) Thread.currentThread().threadId() & 63) * STRIDE;
    }

    private static final VarHandle INSIDE = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle CLOSED;
    private static final VarHandle GIVEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLOSED = lookup.findVarHandle(CloseGuard.class, "closed", boolean.class);
            GIVEN = lookup.findVarHandle(CloseGuard.class, "given", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
