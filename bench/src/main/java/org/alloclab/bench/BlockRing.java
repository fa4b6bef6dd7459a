package org.alloclab.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Batches of blocks on their way from one thread to another. The arrays go round: the giver fills
 * the next one, the taker empties it, and no Java object is made.
 */
final class BlockRing {
    private static final int BATCHES = 4;

    // Each counter has its cache line, and neighbours that are prefetched with it, to itself.
    private static final int GIVEN = 16;
    private static final int TAKEN = 32;
    private static final int LENGTH = 48;

    private final AtomicLongArray counts = new AtomicLongArray(LENGTH);
    private final long[][] batches;

    /**
     * @param batch blocks of a batch
     */
    BlockRing(int batch) {
        batches = new long[BATCHES][batch];
    }

    /** The array to be filled next; null while the ring is full. Caller: the giver. */
    long[] toGive() {
        long given = counts.getPlain(GIVEN); // the giver's own
        long taken = counts.getAcquire(TAKEN); // what the taker read out, it has read
        return given - taken == BATCHES ? null : batches[(int) given % BATCHES];
    }

    /** Gives the array away. Caller: the giver. */
    void give() {
        counts.setRelease(GIVEN, counts.getPlain(GIVEN) + 1); // publishes what was filled in
    }

    /** The array to be emptied next; null while the ring is empty. Caller: the taker. */
    long[] toTake() {
        long taken = counts.getPlain(TAKEN); // the taker's own
        long given = counts.getAcquire(GIVEN); // what the giver filled in is visible
        return given == taken ? null : batches[(int) taken % BATCHES];
    }

    /** Gives the array back. Caller: the taker. */
    void take() {
        counts.setRelease(TAKEN, counts.getPlain(TAKEN) + 1); // done with the array
    }
}
