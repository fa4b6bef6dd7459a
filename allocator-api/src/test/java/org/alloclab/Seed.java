package org.alloclab;

import java.util.SplittableRandom;

/** A seed for random tests: printed, and repeated with {@code -Dtest.args=-Dalloclab.seed=N}. */
public final class Seed {
    private Seed() {}

    /** Draws a seed, or takes the one that was asked for, and prints it. */
    public static long draw(String test) {
        long seed = Long.getLong("alloclab.seed", System.nanoTime());
        System.out.printf("%s: repeat with -Dtest.args=-Dalloclab.seed=%d%n", test, seed);
        return seed;
    }

    /** A source of numbers for one of several threads. */
    public static SplittableRandom random(long seed, int thread) {
        return new SplittableRandom(seed * 31 + thread);
    }
}
