package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;

/**
 * What the traffic of a round is like.
 *
 * @param kind what it is after
 * @param layout of the heap
 * @param crew the threads
 * @param sizes how large blocks are
 * @param flow what becomes of a block
 * @param arenas what arenas are like
 * @param witnessed whether an owner table is kept
 */
record WorkloadConfig(
        TrafficProfile kind,
        HeapLayout layout,
        Crew crew,
        SizeDistribution sizes,
        Flow flow,
        WitnessedArenas.Temper arenas,
        boolean witnessed) {

    /**
     * The threads.
     *
     * @param platform seats taken by platform threads
     * @param virtual seats taken by virtual threads
     * @param life steps after which a thread dies and leaves its seat to a new one; 0 for no end
     * @param outlived whether the new thread waits for the death of the old one
     * @param trimmer whether another thread trims all the time
     * @param reader whether another thread reads statistics all the time
     */
    record Crew(
            int platform,
            int virtual,
            int life,
            boolean outlived,
            boolean trimmer,
            boolean reader) {
        int seats() {
            return platform + virtual;
        }
    }

    /**
     * What becomes of a block. Chances in percent; "every" in steps, 0 for never.
     *
     * @param share chance that it is handed to another thread
     * @param keep chance that who receives it keeps it for a while
     * @param burst most blocks allocated in a row, before as many are freed
     * @param ring blocks on their way between two threads; a power of two
     * @param resize chance of a reallocation, in a step
     * @param trimEvery when a thread trims
     * @param misuseEvery when a thread tries to free what is no block
     * @param lockEvery when a thread holds the global lock for a burst
     * @param yieldEvery when a thread lets others run
     */
    record Flow(
            int share,
            int keep,
            int burst,
            int ring,
            int resize,
            int trimEvery,
            int misuseEvery,
            int lockEvery,
            int yieldEvery) {}
}
