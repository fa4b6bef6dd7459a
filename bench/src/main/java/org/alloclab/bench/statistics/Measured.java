package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Fork;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fork's figures.
 *
 * @param samples nanoseconds of one thread for one pair, by iteration
 * @param bytesPerOp bytes of the Java heap for each pair, by iteration, without JMH's own; empty if
 *     not measured
 * @param secondary JMH's secondary results by their labels
 */
public record Measured(double[] samples, double[] bytesPerOp, Map<String, Double> secondary) {
    /** What JMH itself may allocate in an iteration, however many pairs there are. */
    static final double JMH_BYTES = 32 << 10;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /**
     * Reads JMH's result of a fork.
     *
     * @throws RunnerException if it has no times
     */
    public static Measured of(RunResult run, Fork fork) throws RunnerException {
        List<IterationResult> iterations =
                run.getBenchmarkResults().stream()
                        .flatMap(jvm -> jvm.getIterationResults().stream())
                        .toList();
        double[] samples =
                iterations.stream().mapToDouble(one -> one.getPrimaryResult().getScore()).toArray();
        if (samples.length == 0 || !Arrays.stream(samples).allMatch(nanos -> nanos > 0)) {
            throw new RunnerException("no times: " + Arrays.toString(samples));
        }
        double[] bytes =
                iterations.stream()
                        .filter(one -> one.getSecondaryResults().containsKey(ALLOCATED))
                        .mapToDouble(one -> bytesPerOp(one, fork))
                        .toArray();
        Map<String, Double> secondary = new HashMap<>();
        run.getSecondaryResults()
                .forEach((label, result) -> secondary.put(label, result.getScore()));
        return new Measured(samples, bytes, secondary);
    }

    private static double bytesPerOp(IterationResult iteration, Fork fork) {
        double threadNanos = fork.pace().millis() * 1e6 * fork.arm().threads();
        double pairs = threadNanos / iteration.getPrimaryResult().getScore();
        double bytes = iteration.getSecondaryResults().get(ALLOCATED).getScore();
        return Math.max(0, bytes - JMH_BYTES / pairs);
    }
}
