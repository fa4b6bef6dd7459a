package org.alloclab.bench.statistics;

import org.hipparchus.stat.StatUtils;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * 95 % intervals of medians, and of ratios of medians, by drawing again from what was measured.
 *
 * <p>Forks differ more than the iterations within one: where memory lies and what the compiler
 * makes of the code is settled anew in each. So forks are drawn first, with replacement, then
 * iterations within each; the interval is what the middle 95 % of {@value #DRAWS} such draws say.
 * In a ratio the forks of one round are drawn together, since what disturbs the machine then
 * disturbs both. With few forks the interval is a rough one, about as wide as they differ.
 */
final class Bootstrap {
    private static final int DRAWS = 1000;

    private final SplittableRandom random;

    Bootstrap(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The interval of a median. */
    Interval median(Samples samples) {
        return interval(() -> samples.drawnMedian(drawn(samples.forks().size()), random));
    }

    /** The interval of one median divided by another. */
    Interval ratio(Samples of, Samples to) {
        int rounds = Math.min(of.forks().size(), to.forks().size());
        return interval(() -> {
            int[] drawn = drawn(rounds);
            return of.drawnMedian(drawn, random) / to.drawnMedian(drawn, random);
        });
    }

    private int[] drawn(int rounds) {
        return random.ints(rounds, 0, rounds).toArray();
    }

    private static Interval interval(DoubleSupplier draw) {
        double[] drawn = DoubleStream.generate(draw).limit(DRAWS).toArray();
        return new Interval(StatUtils.percentile(drawn, 2.5), StatUtils.percentile(drawn, 97.5));
    }
}
