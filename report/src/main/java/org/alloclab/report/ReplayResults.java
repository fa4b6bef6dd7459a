package org.alloclab.report;

import java.util.List;

/**
 * The verb's part of the documents of {@code run} and {@code replay}.
 *
 * @param checks what watched the allocator
 * @param rounds how often each replay ran; null for {@code replay}
 * @param results what was measured
 */
record ReplayResults(String checks, Integer rounds, List<Replay> results) {
    /**
     * A replay in figures.
     *
     * @param trace name of the trace
     * @param mode how the threads shared it
     * @param backend the allocator
     * @param layout of its heap; null if it has none of ours
     * @param threads threads that replayed it
     * @param operations allocations, frees and reallocations
     * @param seconds from the common start to the last operation
     * @param opsPerSecond operations a second
     * @param peakMappedBytes most bytes mapped at once; null if unknown
     * @param peakLiveBytes most bytes that the trace asks for at once
     * @param liveBlocksAtEnd blocks that are live though all were freed; null if unknown
     * @param mappedBytesAtEnd bytes mapped when all was freed and trimmed; null if unknown
     * @param lockWaitShare share of the threads' time spent waiting for the lock; null without one
     * @param violations promises broken
     */
    record Replay(
            String trace,
            String mode,
            String backend,
            String layout,
            int threads,
            long operations,
            double seconds,
            double opsPerSecond,
            Long peakMappedBytes,
            Long peakLiveBytes,
            Long liveBlocksAtEnd,
            Long mappedBytesAtEnd,
            Double lockWaitShare,
            long violations) {}
}
