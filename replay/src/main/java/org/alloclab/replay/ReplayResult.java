package org.alloclab.replay;

import java.util.List;

/**
 * What a replay came to. Sizes in bytes.
 *
 * @param trace name of the trace
 * @param mode how the threads shared it
 * @param threads threads that replayed it
 * @param operations allocations, frees and reallocations of the trace, of all copies; the frees of
 *     blocks that live behind its last operation are not counted
 * @param nanos nanoseconds from the common start to the last thread's last operation
 * @param violations broken promises: blocks that overlap, lose their contents, or are misaligned,
 *     and live blocks that were refused
 * @param firstViolations the first few of them in words
 * @param peakLiveBytes most bytes the trace asks for at once, times copies. Copies need not be at
 *     their peaks at the same time, so for several it is an upper bound.
 * @param peakMappedBytes the allocator's own figure, as the two that follow: most bytes it held;
 *     all three are null if it keeps no statistics
 * @param liveBlocksAtEnd live blocks after all were freed and the replaying threads have ended
 * @param mappedBytesAtEnd bytes held then, after {@link org.alloclab.SmallObjectAllocator#trim}
 */
public record ReplayResult(
        String trace,
        ReplayMode mode,
        int threads,
        long operations,
        long nanos,
        long violations,
        List<String> firstViolations,
        long peakLiveBytes,
        Long peakMappedBytes,
        Long liveBlocksAtEnd,
        Long mappedBytesAtEnd) {
    /** Copies the violations. */
    public ReplayResult {
        firstViolations = List.copyOf(firstViolations);
    }

    /** Seconds, as {@link #nanos}. */
    public double seconds() {
        return nanos / 1e9;
    }

    /** Operations a second; 0 for an empty trace. */
    public double operationsPerSecond() {
        return operations == 0 ? 0 : operations / Math.max(seconds(), 1e-9);
    }
}
