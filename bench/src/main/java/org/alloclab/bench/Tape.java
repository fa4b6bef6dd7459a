package org.alloclab.bench;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

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
     * @param sizes draws the size of a block, in bytes, less than 1024
     */
    Tape(long seed, int slots, ToIntFunction<SplittableRandom> sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            steps[i] = random.nextInt(slots) << SIZE_BITS | sizes.applyAsInt(random);
        }
    }

    /** All sizes from {@code smallest} to {@code largest} bytes alike. */
    static ToIntFunction<SplittableRandom> uniform(int smallest, int largest) {
        return random -> random.nextInt(smallest, largest + 1);
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
