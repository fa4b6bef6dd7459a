package org.alloclab.bench.scaling;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

import java.util.Arrays;
import java.util.List;

/**
 * Nanoseconds for one operation of one thread as a + b(N &minus; 1) + cN(N &minus; 1): the law with
 * a = 1/&gamma;, b = &alpha;/&gamma; and c = &beta;/&gamma;. The squares of relative errors are
 * made small, since timings err in proportion.
 */
final class LinearFit {
    /** Which of a, b and c take part; the others are 0. */
    private static final int[][] SUPPORTS = {{0, 1, 2}, {0, 1}, {0, 2}, {0}};

    private static final double NANOS = 1e9;

    private final double[][] rows; // of a point: what a, b and c are multiplied by
    private final double[] ones;

    /**
     * @param points of three or more different numbers of threads
     */
    LinearFit(List<ScalingPoint> points) {
        rows = points.stream().map(LinearFit::row).toArray(double[][]::new);
        ones = new double[points.size()];
        Arrays.fill(ones, 1);
    }

    private static double[] row(ScalingPoint point) {
        double n = point.threads();
        double nanos = n / point.opsPerSecond() * NANOS;
        return new double[] {1 / nanos, (n - 1) / nanos, n * (n - 1) / nanos};
    }

    /** The law for coefficients, of which none is negative. */
    static ScalabilityLaw law(double[] abc) {
        return new ScalabilityLaw(abc[1] / abc[0], abc[2] / abc[0], NANOS / abc[0]);
    }

    /** The best fit, whatever the signs of its coefficients. */
    double[] coefficients() {
        return regression(SUPPORTS[0]).estimateRegressionParameters();
    }

    /** How far, and how much together, the coefficients may be off. */
    RealMatrix covariance() {
        OLSMultipleLinearRegression regression = regression(SUPPORTS[0]);
        double[][] unscaled = regression.estimateRegressionParametersVariance();
        return new Array2DRowRealMatrix(unscaled)
                .scalarMultiply(regression.estimateErrorVariance());
    }

    /**
     * The best fit without negative coefficients. The problem is convex: the best one is the best
     * free fit of the coefficients that are not 0, and there are few choices of these.
     */
    double[] coefficientsNotNegative() {
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int[] support : SUPPORTS) {
            OLSMultipleLinearRegression regression = regression(support);
            double[] found = regression.estimateRegressionParameters();
            double error = regression.calculateResidualSumOfSquares();
            if (Arrays.stream(found).allMatch(c -> c >= 0) && error < least) {
                least = error;
                best = spread(found, support);
            }
        }
        return best;
    }

    private OLSMultipleLinearRegression regression(int[] support) {
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        regression.newSampleData(
                ones,
                Arrays.stream(rows)
                        .map(row -> Arrays.stream(support).mapToDouble(i -> row[i]).toArray())
                        .toArray(double[][]::new));
        return regression;
    }

    private static double[] spread(double[] found, int[] support) {
        double[] abc = new double[3];
        for (int i = 0; i < support.length; i++) {
            abc[support[i]] = found[i];
        }
        return abc;
    }
}
