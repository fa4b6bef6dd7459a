package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.stress.witness.WitnessedArenas.Temper;

/**
 * The traffic of a round or a phase.
 *
 * @param profile of which it is
 * @param layout of the heap
 * @param threads at work
 * @param sizes of the blocks
 * @param flow what becomes of a block
 * @param arenas how they behave
 * @param owned whether an owner table is kept
 */
record WorkloadConfig(
        TrafficProfile profile,
        HeapLayout layout,
        ThreadConfig threads,
        SizeDistribution sizes,
        Flow flow,
        Temper arenas,
        boolean owned) {

    /**
     * The threads.
     *
     * @param platform workers on platform threads
     * @param virtual workers on virtual threads
     * @param life steps after which a worker continues on a new thread; 0 for never
     * @param outlived whether the new thread waits for the end of the old one
     * @param trimmer whether another thread trims all the time
     * @param reader whether another thread reads statistics all the time
     */
    record ThreadConfig(
            int platform,
            int virtual,
            int life,
            boolean outlived,
            boolean trimmer,
            boolean reader) {
        int workers() {
            return platform + virtual;
        }
    }

    /**
     * What becomes of a block. Chances in percent; "every" in steps, 0 for never.
     *
     * @param share chance that it is handed to another thread
     * @param keep chance that the receiver keeps it for a while
     * @param burst most blocks allocated in a row, before as many are freed
     * @param queue blocks on their way between two threads; a power of two
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
            int queue,
            int resize,
            int trimEvery,
            int misuseEvery,
            int lockEvery,
            int yieldEvery) {}
}
