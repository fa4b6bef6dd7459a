package org.alloclab.bench.scaling;

/**
 * A measured throughput.
 *
 * @param threads how many worked, at least 1
 * @param opsPerSecond what they did together, more than 0
 */
public record ScalingPoint(int threads, double opsPerSecond) {
    /** Checks the figures. */
    public ScalingPoint {
        if (threads < 1 || !(opsPerSecond > 0) || Double.isInfinite(opsPerSecond)) {
            throw new IllegalArgumentException(
                    "%d threads, %s a second (expected: 1, more than 0)"
                            .formatted(threads, opsPerSecond));
        }
    }
}
