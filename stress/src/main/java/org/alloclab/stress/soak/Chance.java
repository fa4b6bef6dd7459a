package org.alloclab.stress.soak;

import java.util.SplittableRandom;

/** Choices of a random generator. */
final class Chance {
    private Chance() {}

    /** True with a chance of so many percent. */
    static boolean percent(SplittableRandom random, int chance) {
        return random.nextInt(100) < chance;
    }

    /** True one time in {@code times}; never if that is 0. */
    static boolean oneIn(SplittableRandom random, int times) {
        return times > 0 && random.nextInt(times) == 0;
    }

    static int anyOf(SplittableRandom random, int... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
