package org.alloclab.bench.measure;

import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.plan.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** JMH's result of a fork that never ran. */
public final class InventedRun {
    private final BenchmarkParams params;
    private final IterationParams pace;
    private final List<IterationResult> iterations = new ArrayList<>();

    public InventedRun(Fork fork) {
        WorkloadParams values = new WorkloadParams();
        fork.arm().params().forEach((name, value) -> values.put(name, value, 0));
        pace = pace(IterationType.MEASUREMENT, fork.pace().iterations());
        params =
                new BenchmarkParams(
                        fork.benchmark(),
                        "",
                        true,
                        fork.arm().threads(),
                        new int[] {fork.arm().threads()},
                        List.of(),
                        1,
                        0,
                        pace(IterationType.WARMUP, fork.pace().warmUps()),
                        pace,
                        Mode.AverageTime,
                        values,
                        TimeUnit.NANOSECONDS,
                        1,
                        "java",
                        List.of(),
                        "25",
                        "vm",
                        "25",
                        "1.37",
                        TimeValue.minutes(10));
    }

    private static IterationParams pace(IterationType type, int count) {
        return new IterationParams(type, count, TimeValue.milliseconds(1), 1);
    }

    /** One more iteration, of so much time for a pair, and nothing besides. */
    public InventedRun timed(double nanos) {
        IterationResult iteration =
                new IterationResult(params, pace, new IterationResultMetaData(1, 1));
        iteration.addResult(
                new AverageTimeResult(
                        ResultRole.PRIMARY, "time", 1000, Math.round(nanos * 1000), NANOS));
        iterations.add(iteration);
        return this;
    }

    private static final TimeUnit NANOS = TimeUnit.NANOSECONDS;

    /** The last iteration has this figure, too. */
    public InventedRun with(String label, double figure) {
        iterations
                .getLast()
                .addResult(new ScalarResult(label, figure, "bytes", AggregationPolicy.MAX));
        return this;
    }

    /** The last iteration allocated so much of the Java heap for a pair. */
    public InventedRun allocated(double bytes) {
        return with("gc.alloc.rate.norm", bytes);
    }

    /** The allocator was closed in the last iteration, and had so much. */
    public InventedRun mapped(double bytes) {
        return with(PeakMemory.LABEL, bytes);
    }

    public RunResult result() {
        return new RunResult(params, List.of(new BenchmarkResult(params, iterations)));
    }
}
