package org.alloclab.stress.soak;

/** Random numbers from a seed: SplitMix64. For one thread at a time. */
final class Dice {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    long next() {
        state += STEP;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** A number from 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    /** One time in {@code times}; never if that is 0. */
    boolean oneIn(int times) {
        return times > 0 && below(times) == 0;
    }

    int anyOf(int... choices) {
        return choices[below(choices.length)];
    }
}
