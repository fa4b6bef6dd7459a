package org.alloclab.replay.compare;

import org.alloclab.HeapLayout;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.replay.ReplayResult;

import java.util.OptionalLong;

/**
 * A replay on an allocator in figures, as the JSON documents have it; {@link ReplayResult} says
 * what each means. Figures of memory are null where the allocator does not promise statistics.
 *
 * @param trace what was replayed
 * @param mode how the threads shared it
 * @param backend name of the allocator
 * @param layout the heap's layout; null if the allocator has none
 * @param threads threads that replayed it
 * @param operations allocations, frees and reallocations
 * @param seconds from the common start to the last operation
 * @param opsPerSecond operations a second, rounded
 * @param peakMappedBytes most bytes held at once: arenas and raw blocks
 * @param peakLiveBytes most bytes the trace asks for at once
 * @param liveBlocksAtEnd blocks that are live though all were freed
 * @param mappedBytesAtEnd bytes held when all was freed and trimmed
 * @param lockWaitShare share of the threads' time spent waiting for the lock, 0 to 1; null where
 *     the allocator has no lock that it measures
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
        Long peakMappedBytes,
        long peakLiveBytes,
        Long liveBlocksAtEnd,
        Long mappedBytesAtEnd,
        Double lockWaitShare,
        long violations) {

    static Measurement of(
            ReplayResult result,
            AllocatorProvider backend,
            HeapLayout layout,
            OptionalLong lockWaitNanos) {
        boolean counted = backend.promises(AllocatorPromise.STATISTICS);
        return new Measurement(
                result.trace(),
                result.mode().toString(),
                backend.name(),
                backend.layouts().isEmpty() ? null : layout.toString(),
                result.threads(),
                result.operations(),
                result.seconds(),
                Math.round(result.operationsPerSecond()),
                counted ? result.peakMappedBytes() : null,
                result.peakLiveBytes(),
                counted ? result.liveBlocksAtEnd() : null,
                counted ? result.mappedBytesAtEnd() : null,
                lockWaitNanos.isPresent() ? share(lockWaitNanos.getAsLong(), result) : null,
                result.violations());
    }

    private static double share(long waitedNanos, ReplayResult result) {
        // A thread may still be about to note its wait when the clock stops: never more than all.
        double threadNanos = (double) result.nanos() * result.threads();
        return threadNanos == 0 ? 0 : Math.min(1, waitedNanos / threadNanos);
    }

    /** The same figures, but with the broken promises of another replay if it broke more. */
    public Measurement orWorse(Measurement other) {
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
                liveBlocksAtEnd == null
                        ? null
                        : Long.valueOf(Math.max(liveBlocksAtEnd, other.liveBlocksAtEnd)),
                mappedBytesAtEnd,
                lockWaitShare,
                Math.max(violations, other.violations));
    }

    /** What went wrong: promises broken, and blocks that are live though all were freed. */
    public long lost() {
        return violations + (liveBlocksAtEnd == null ? 0 : Math.abs(liveBlocksAtEnd));
    }
}
