package org.alloclab.bench.plan;

/**
 * How long and how often something is measured.
 *
 * @param forks JVMs of its own, each in another round
 * @param warmUps iterations of each that do not count
 * @param iterations those that do
 * @param millis of an iteration, of either kind
 */
public record MeasurementSettings(int forks, int warmUps, int iterations, int millis) {
    /** Of a fork that measures memory only: once is enough. */
    static final MeasurementSettings FOOTPRINT = new MeasurementSettings(1, 0, 1, 1000);

    /** What the start of a JVM and JMH's protocol with it take, roughly. */
    private static final double FORK_SECONDS = 0.3;

    /** What one fork takes, roughly. */
    double forkSeconds() {
        return FORK_SECONDS + (warmUps + iterations) * millis / 1e3;
    }

    /** The same with other iterations. */
    MeasurementSettings withMillis(int others) {
        return new MeasurementSettings(forks, warmUps, iterations, others);
    }

    /** The same in one fork. */
    MeasurementSettings inOneFork() {
        return new MeasurementSettings(1, warmUps, iterations, millis);
    }

    /** The same for a figure that does not vary, such as bytes of the Java heap. */
    MeasurementSettings glance() {
        return new MeasurementSettings(1, 1, 3, millis / 2);
    }
}
