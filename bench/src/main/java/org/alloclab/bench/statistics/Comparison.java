package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.Quantity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a target's figures come to.
 *
 * @param ratio the ratio, or a figure by itself
 * @param interval in which it probably lies
 * @param of the arm that is divided
 * @param to the arm by which; null for a figure by itself
 */
record Comparison(double ratio, Interval interval, Arm of, Arm to) {
    /**
     * One arm with another: the one of least time among several, which makes the ratio no better
     * than it is.
     *
     * @return empty if they were not measured
     */
    static Optional<Comparison> of(
            Arm of, List<Arm> others, Quantity quantity, Recorded recorded, Bootstrap bootstrap) {
        return others.stream()
                .filter(recorded::has)
                .min(Comparator.comparing(arm -> recorded.samples(arm, Kind.TIMED).median()))
                .filter(_ -> recorded.has(of))
                .flatMap(to ->
                        quantity == Quantity.MEMORY
                                ? memory(of, to, recorded)
                                : Optional.of(times(of, to, quantity, recorded, bootstrap)));
    }

    private static Comparison times(
            Arm of, Arm to, Quantity quantity, Recorded recorded, Bootstrap bootstrap) {
        Samples above = recorded.samples(of, Kind.TIMED);
        Samples below = recorded.samples(to, Kind.TIMED);
        if (quantity == Quantity.TIME) {
            Interval interval = bootstrap.ratio(above, below);
            return new Comparison(above.median() / below.median(), interval, of, to);
        }
        double share = (double) of.threads() / to.threads();
        Interval interval = bootstrap.ratio(below, above).times(share);
        return new Comparison(share * below.median() / above.median(), interval, of, to);
    }

    private static Optional<Comparison> memory(Arm of, Arm to, Recorded recorded) {
        Long above = recorded.peakMappedBytes(of);
        Long below = recorded.peakMappedBytes(to);
        return above == null || below == null || below == 0
                ? Optional.empty()
                : Optional.of(exact((double) above / below, of, to));
    }

    /** The arm that takes most of the Java heap; empty if none was measured. */
    static Optional<Comparison> worst(Collection<Arm> arms, Recorded recorded) {
        return arms.stream()
                .filter(arm -> recorded.bytesPerOp(arm) != null)
                .max(Comparator.comparing(recorded::bytesPerOp))
                .map(arm -> exact(recorded.bytesPerOp(arm), arm, null));
    }

    private static Comparison exact(double figure, Arm of, Arm to) {
        return new Comparison(figure, new Interval(figure, figure), of, to);
    }
}
