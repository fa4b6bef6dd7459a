package org.alloclab.replay;

/**
 * What is known of a trace before it is replayed. Sizes in bytes, as the program asked for them.
 *
 * @param operations allocations, frees and reallocations
 * @param threads threads that did at least one of them
 * @param mostLiveBlocks most blocks that lived at once
 * @param peakLiveBytes most bytes that lived at once
 * @param blocksLiveAtEnd blocks that live behind the last operation
 */
public record TraceFacts(
        long operations,
        int threads,
        long mostLiveBlocks,
        long peakLiveBytes,
        long blocksLiveAtEnd) {}
