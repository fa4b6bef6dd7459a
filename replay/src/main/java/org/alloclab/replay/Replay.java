package org.alloclab.replay;

import org.alloclab.SmallObjectAllocator;

import java.util.Objects;

/**
 * A plan: which trace, by how many threads, in which mode. It may be carried out any number of
 * times.
 *
 * @param trace what to replay
 * @param mode how the threads share it
 * @param threads how many; in {@link ReplayMode#RECORDED} the trace's own number
 * @param touch whether each block is written when allocated and checked when freed or reallocated
 */
public record Replay(Trace trace, ReplayMode mode, int threads, boolean touch) {
    /** The most threads a replay can have. */
    public static final int MOST_THREADS = 4096;

    /**
     * Checks the plan.
     *
     * @throws IllegalArgumentException if the number of threads is not possible
     */
    public Replay {
        Objects.requireNonNull(trace);
        Objects.requireNonNull(mode);
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads: " + threads + " (expected: 1 to " + MOST_THREADS + ")");
        }
        if (mode == ReplayMode.RECORDED && threads != recordedThreads(trace)) {
            throw new IllegalArgumentException(
                    "threads: %d (expected: %d, as recorded)"
                            .formatted(threads, recordedThreads(trace)));
        }
    }

    /** Each of {@code threads} threads replays the whole trace. */
    public static Replay copies(Trace trace, int threads) {
        return new Replay(trace, ReplayMode.COPIES, threads, true);
    }

    /** One thread for each recorded one. */
    public static Replay recorded(Trace trace) {
        return new Replay(trace, ReplayMode.RECORDED, recordedThreads(trace), true);
    }

    private static int recordedThreads(Trace trace) {
        return Math.max(1, trace.facts().threads()); // an empty trace has none
    }

    /**
     * The same without writing to blocks: the allocator's own time, but no violation of contents.
     */
    public Replay withoutTouch() {
        return new Replay(trace, mode, threads, false);
    }

    /** The plan in a few words: {@code json_docs copies, 4 threads}. */
    @Override
    public String toString() {
        return "%s %s, %d %s"
                .formatted(trace.name(), mode, threads, threads == 1 ? "thread" : "threads");
    }

    /** As {@link #on(SmallObjectAllocator, ReplayListener)}, without a listener. */
    public ReplayResult on(SmallObjectAllocator allocator) throws InterruptedException {
        return on(allocator, ReplayListener.NONE);
    }

    /**
     * Replays the trace on an allocator, which no other thread may use meanwhile and which stays
     * open. At the end every block is freed, the threads have ended, and the allocator is trimmed.
     *
     * @param allocator what to replay it on
     * @param listener hears how far it is
     * @throws ReplayException if an operation fails for want of memory or by an exception the
     *     contract does not know; blocks may then be left
     * @throws InterruptedException if the calling thread is interrupted; the replay is then stopped
     */
    public ReplayResult on(SmallObjectAllocator allocator, ReplayListener listener)
            throws InterruptedException {
        return new ReplayRun(this, allocator, listener).run();
    }
}
