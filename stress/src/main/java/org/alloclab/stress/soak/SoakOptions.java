package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The options of a soak.
 *
 * @param layout of the heap
 * @param threads of the platform at work at once, from 1 to {@link #MOST_THREADS}; there are more
 *     virtual ones
 * @param share chance in percent that a block is handed to another thread; empty for each in turn
 * @param virtual whether all threads are virtual; otherwise they are in some phases
 * @param time for all phases together
 * @param seed from which the phases are drawn
 * @param patience how long a thread may do nothing
 */
public record SoakOptions(
        HeapLayout layout,
        int threads,
        OptionalInt share,
        boolean virtual,
        Duration time,
        long seed,
        Duration patience) {
    /** Each worker is an owner in the table, which tells 127 apart. */
    public static final int MOST_THREADS = 50;

    /** Checks the figures. */
    public SoakOptions {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "threads: %d (expected: 1 to %d)".formatted(threads, MOST_THREADS));
        }
        if (share.isPresent() && (share.getAsInt() < 0 || share.getAsInt() > 100)) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0 to 100)");
        }
    }

    /** Whether blocks are freed by other threads than allocated them. */
    public boolean hasOthers() {
        return threads > 1 && share.orElse(1) > 0;
    }
}
