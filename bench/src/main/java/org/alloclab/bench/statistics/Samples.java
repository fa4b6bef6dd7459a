package org.alloclab.bench.statistics;

import org.hipparchus.stat.StatUtils;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Times of one arm.
 *
 * @param forks nanoseconds for a pair, by fork and iteration, in the order of the rounds
 */
record Samples(List<double[]> forks) {
    /** All of them. */
    double[] all() {
        return forks.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** The median of all. */
    double median() {
        return StatUtils.percentile(all(), 50);
    }

    /** The median of as many iterations, drawn with replacement, of each of some forks. */
    double drawnMedian(int[] some, SplittableRandom random) {
        return StatUtils.percentile(
                Arrays.stream(some)
                        .mapToObj(forks::get)
                        .flatMapToDouble(fork ->
                                random.ints(fork.length, 0, fork.length).mapToDouble(i -> fork[i]))
                        .toArray(),
                50);
    }
}
