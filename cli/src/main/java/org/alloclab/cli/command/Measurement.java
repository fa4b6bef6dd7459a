package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.Backend;
import org.alloclab.replay.ReplayResult;

import java.util.OptionalLong;

/**
 * A replay on a backend in figures, as the JSON documents have it; {@link ReplayResult} says what
 * each means.
 *
 * @param trace what was replayed
 * @param mode how the threads shared it
 * @param backend on which allocator
 * @param layout the heap's layout
 * @param threads threads that replayed it
 * @param operations allocations, frees and reallocations
 * @param seconds from the common start to the last operation
 * @param opsPerSecond operations a second, rounded
 * @param peakMappedBytes most bytes held at once: arenas and raw blocks
 * @param peakLiveBytes most bytes the trace asks for at once
 * @param liveBlocksAtEnd blocks that are live though all were freed
 * @param mappedBytesAtEnd bytes held when all was freed and trimmed
 * @param lockWaitShare share of the threads' time spent waiting for the lock; null without a lock
 * @param violations promises broken
 */
public record Measurement(
        String trace,
        String mode,
        String backend,
        String layout,
        int threads,
        long operations,
        double seconds,
        long opsPerSecond,
        long peakMappedBytes,
        long peakLiveBytes,
        long liveBlocksAtEnd,
        long mappedBytesAtEnd,
        Double lockWaitShare,
        long violations) {

    static Measurement of(
            ReplayResult result, Backend backend, HeapLayout layout, OptionalLong lockWaitNanos) {
        return new Measurement(
                result.trace(),
                result.mode().toString(),
                backend.toString(),
                layout.toString(),
                result.threads(),
                result.operations(),
                result.seconds(),
                Math.round(result.operationsPerSecond()),
                result.peakMappedBytes(),
                result.peakLiveBytes(),
                result.liveBlocksAtEnd(),
                result.mappedBytesAtEnd(),
                lockWaitNanos.isPresent() ? share(lockWaitNanos.getAsLong(), result) : null,
                result.violations());
    }

    private static double share(long waitedNanos, ReplayResult result) {
        // A thread may still be about to note its wait when the clock stops: never more than all.
        double threadNanos = (double) result.nanos() * result.threads();
        return threadNanos == 0 ? 0 : Math.min(1, waitedNanos / threadNanos);
    }

    /** The same figures, but with the broken promises of another replay if it broke more. */
    Measurement orWorse(Measurement other) {
        return new Measurement(
                trace,
                mode,
                backend,
                layout,
                threads,
                operations,
                seconds,
                opsPerSecond,
                peakMappedBytes,
                peakLiveBytes,
                Math.max(liveBlocksAtEnd, other.liveBlocksAtEnd),
                mappedBytesAtEnd,
                lockWaitShare,
                Math.max(violations, other.violations));
    }

    /** What went wrong: promises broken, and blocks that nobody can give back. */
    long lost() {
        return violations + Math.abs(liveBlocksAtEnd);
    }
}
