package org.alloclab.replay;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Whose turn it is on each slot: the number of operations done on it.
 *
 * <p>No deadlock: of all operations not done yet, the one that comes first in the trace is never
 * waiting, for those before it on its slot and of its thread are done.
 *
 * <p>{@link #await} may be delayed by the threads whose turn comes first; it looks again and again,
 * since the wait is mostly shorter than a sleep.
 */
final class Turns {
    private static final int SPINS = 64;

    private final AtomicIntegerArray done;
    private volatile boolean cancelled; // polled by waiting threads

    Turns(int slots) {
        done = new AtomicIntegerArray(slots);
    }

    /**
     * Waits until so many operations were done on a slot.
     *
     * @throws CancellationException if it was {@linkplain #cancel cancelled}
     */
    void await(int slot, int turn) {
        // Acquire: sees the block's address and bytes as the thread that had the turn before left
        // them.
        if (done.getAcquire(slot) != turn) {
            awaitSlowly(slot, turn);
        }
    }

    private void awaitSlowly(int slot, int turn) {
        for (int spins = 0; done.getAcquire(slot) != turn; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else if (cancelled) {
                throw new CancellationException();
            } else {
                Thread.yield();
            }
        }
    }

    /** Ends the turn awaited. */
    void pass(int slot, int turn) {
        done.setRelease(slot, turn + 1); // release: what was done in the turn goes first
    }

    /** Ends all waiting. */
    void cancel() {
        cancelled = true;
    }
}
