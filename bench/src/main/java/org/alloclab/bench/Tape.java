package org.alloclab.bench;

import java.util.SplittableRandom;

/**
 * Random steps, drawn before anything is measured: which slot is next, and the size of its block.
 * The same seed gives the same steps. Immutable; it starts again from the first step behind the
 * last.
 */
final class Tape {
    /** Steps; a power of two, and more than a processor's branch predictor learns by heart. */
    static final int STEPS = 1 << 15;

    private static final int SIZE_BITS = 10;

    private final int[] steps = new int[STEPS]; // slot << SIZE_BITS | size

    /**
     * @param seed of the random numbers
     * @param slots how many there are
     * @param smallest bytes of the smallest block
     * @param largest bytes of the largest, less than 1024
     */
    Tape(long seed, int slots, int smallest, int largest) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            int slot = random.nextInt(slots);
            steps[i] = slot << SIZE_BITS | random.nextInt(smallest, largest + 1);
        }
    }

    /** A step, to be asked for slot and size. */
    int step(int index) {
        return steps[index & steps.length - 1];
    }

    static int slot(int step) {
        return step >>> SIZE_BITS;
    }

    static int size(int step) {
        return step & (1 << SIZE_BITS) - 1;
    }
}
