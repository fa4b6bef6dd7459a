package org.alloclab.bench.scaling;

import org.alloclab.bench.scaling.Scaling.Fitted;
import org.alloclab.bench.scaling.Scaling.HeldOut;
import org.alloclab.bench.scaling.Scaling.Refused;
import org.hipparchus.distribution.multivariate.MultivariateNormalDistribution;
import org.hipparchus.random.RandomDataGenerator;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.StatUtils;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Fits the law to a curve and says how sure it is.
 *
 * <p>The regression's coefficients are scattered around their true values as its covariance says,
 * with as many degrees of freedom as there are points beyond three. {@value #DRAWS} such
 * coefficients are drawn; an interval is what the middle 95 % of the laws they stand for say. So
 * the intervals hold both the noise of the points and how badly the law describes them.
 */
public final class ScalabilityFit {
    /** Different numbers of threads that a fit needs: one to hold out, and one to spare. */
    private static final int FEWEST_POINTS = 5;

    private static final int COEFFICIENTS = 3;
    private static final int DRAWS = 4000;

    private ScalabilityFit() {}

    /**
     * Fits the law.
     *
     * @param points one for each number of threads
     * @param cpus processors there are; points beyond take no part, for there threads take turns
     * @param seed of the random draws
     */
    public static Scaling of(List<ScalingPoint> points, int cpus, long seed) {
        List<ScalingPoint> used =
                points.stream()
                        .filter(point -> point.threads() <= cpus)
                        .sorted(Comparator.comparing(ScalingPoint::threads))
                        .toList();
        long different = used.stream().map(ScalingPoint::threads).distinct().count();
        if (different != used.size()) {
            throw new IllegalArgumentException("two points of as many threads: " + points);
        }
        if (different < FEWEST_POINTS) {
            return new Refused(refusal(used.size(), cpus));
        }
        return fit(used, seed);
    }

    private static String refusal(int points, int cpus) {
        if (cpus < FEWEST_POINTS) {
            return "not enough points: %d CPUs are here, %d would be needed (beyond them threads take turns)"
                    .formatted(cpus, FEWEST_POINTS);
        }
        return "not enough points: %d within the %d CPUs, %d are needed (as --threads 1,2,3,4,%d)"
                .formatted(points, cpus, FEWEST_POINTS, cpus);
    }

    private static Fitted fit(List<ScalingPoint> points, long seed) {
        LinearFit line = new LinearFit(points);
        ScalabilityLaw law = LinearFit.law(line.coefficientsNotNegative());
        List<ScalabilityLaw> laws = draws(line, points.size() - COEFFICIENTS, seed);
        return new Fitted(
                law,
                estimate(law, laws, ScalabilityLaw::alpha),
                estimate(law, laws, ScalabilityLaw::beta),
                estimate(law, laws, ScalabilityLaw::gamma),
                estimate(law, laws, ScalabilityLaw::peak),
                heldOut(points));
    }

    private static HeldOut heldOut(List<ScalingPoint> points) {
        ScalingPoint last = points.getLast();
        LinearFit others = new LinearFit(points.subList(0, points.size() - 1));
        ScalabilityLaw law = LinearFit.law(others.coefficientsNotNegative());
        return new HeldOut(last.threads(), law.throughput(last.threads()), last.opsPerSecond());
    }

    /** Laws that could as well be true, by a multivariate t distribution of the coefficients. */
    private static List<ScalabilityLaw> draws(LinearFit line, int degreesOfFreedom, long seed) {
        RandomGenerator random = new Well19937c(seed);
        RandomDataGenerator data = RandomDataGenerator.of(random);
        var normal =
                new MultivariateNormalDistribution(
                        random, new double[COEFFICIENTS], line.covariance().getData());
        double[] centre = line.coefficients();
        List<ScalabilityLaw> laws = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++) {
            double[] abc = normal.sample();
            double chiSquared = data.nextGamma(degreesOfFreedom / 2.0, 2);
            double stretch = Math.sqrt(degreesOfFreedom / chiSquared);
            for (int j = 0; j < COEFFICIENTS; j++) {
                abc[j] = centre[j] + stretch * abc[j];
            }
            if (abc[0] > 0) {
                abc[1] = Math.max(0, abc[1]);
                abc[2] = Math.max(0, abc[2]);
                laws.add(LinearFit.law(abc));
            }
        }
        return laws;
    }

    private static Estimate estimate(
            ScalabilityLaw best,
            List<ScalabilityLaw> laws,
            ToDoubleFunction<ScalabilityLaw> figure) {
        double[] sorted = laws.stream().mapToDouble(figure).sorted().toArray();
        double value = figure.applyAsDouble(best);
        double low = StatUtils.percentile(sorted, 2.5);
        double high = StatUtils.percentile(sorted, 97.5);
        return new Estimate(value, Math.min(value, low), Math.max(value, high));
    }
}
