package org.alloclab.bench;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

import java.util.List;

/**
 * A JMH profiler, {@code -prof org.alloclab.bench.Throughput}: what all threads got done in a
 * second, as the secondary result {@value #LABEL}.
 *
 * <p>JMH's score is the mean of the threads' times. Where a lock serves its threads unequally,
 * those that wait raise the mean by more than they lower what is done: the number of threads
 * divided by the score is then too small. Here the rates of the threads are added up.
 */
public final class Throughput implements InternalProfiler {
    static final String LABEL = "opsPerSecond";

    private static final double NANOS_PER_SECOND = 1e9;

    /** For JMH. */
    public Throughput() {}

    @Override
    public String getDescription() {
        return "Operations of all threads in a second";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (benchmark.getMode() != Mode.AverageTime) {
            return List.of();
        }
        double nanosPerUnit = benchmark.getTimeUnit().toNanos(1);
        double rate =
                result.getRawPrimaryResults().stream()
                        .mapToDouble(
                                thread -> NANOS_PER_SECOND / (thread.getScore() * nanosPerUnit))
                        .sum();
        return List.of(new ScalarResult(LABEL, rate, "ops/s", AggregationPolicy.AVG));
    }
}
