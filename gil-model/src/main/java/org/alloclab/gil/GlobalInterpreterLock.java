package org.alloclab.gil;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock that serialises every call: reentrant, and counting what it costs.
 *
 * <p>A caller may hold it across many calls, as a Python thread holds the GIL while it runs:
 *
 * <pre>{@code
 * lock.acquire();
 * try {
 *     // calls in here acquire it again, at the cost of a comparison
 * } finally {
 *     lock.release();
 * }
 * }</pre>
 *
 * <p>It is not fair, as CPython's is not. Any thread may call; {@link #acquire} waits while another
 * thread holds the lock.
 */
public final class GlobalInterpreterLock {
    private final ReentrantLock lock = new ReentrantLock();

    // Written by the holder only, so a thread that reads its own name here is the holder.
    private Thread holder;

    // Guarded by the lock.
    private int reentries;
    private long acquisitions;
    private long contendedAcquisitions;
    private long waitedNanos;

    GlobalInterpreterLock() {}

    /**
     * What the lock has cost so far.
     *
     * @param acquisitions how often it was taken; taking it again while holding it does not count
     * @param contendedAcquisitions how often another thread held it at first
     * @param waitedNanos nanoseconds that threads have waited for it, summed over threads
     */
    public record Cost(long acquisitions, long contendedAcquisitions, long waitedNanos) {}

    /** Takes the lock, waiting while another thread holds it. A holder may take it again. */
    public void acquire() {
        if (isHeld()) {
            reentries++;
        } else {
            take();
        }
    }

    /** As acquire, for a call of the heap; whether it was taken, and is to be left. */
    boolean enter() {
        if (isHeld()) {
            return false;
        }
        take();
        return true;
    }

    /** Ends what {@link #enter} has begun by true. */
    void leave() {
        holder = null;
        lock.unlock();
    }

    private void take() {
        if (!lock.tryLock()) {
            long start = System.nanoTime();
            lock.lock();
            waitedNanos += System.nanoTime() - start;
            contendedAcquisitions++;
        }
        holder = Thread.currentThread();
        acquisitions++;
    }

    /**
     * Gives the lock back, once for each {@link #acquire}.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold it
     */
    public void release() {
        if (!isHeld()) {
            throw new IllegalMonitorStateException("GIL: not held by " + Thread.currentThread());
        }
        if (reentries > 0) {
            reentries--;
        } else {
            holder = null;
            lock.unlock();
        }
    }

    /** Whether the calling thread holds the lock. */
    public boolean isHeld() {
        return holder == Thread.currentThread();
    }

    /** What the lock has cost so far, not counting this call. Waits for the lock. */
    public Cost cost() {
        lock.lock();
        try {
            return new Cost(acquisitions, contendedAcquisitions, waitedNanos);
        } finally {
            lock.unlock();
        }
    }
}
