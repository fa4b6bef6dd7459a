package org.alloclab.bench;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A JMH profiler, {@code -prof org.alloclab.bench.PeakMemory}: the most memory the allocator had at
 * once in a fork, in bytes, as the secondary result {@value #LABEL}.
 */
public final class PeakMemory implements InternalProfiler {
    /** The name of the secondary result. */
    public static final String LABEL = "peakMappedBytes";

    private static final long NONE = -1;
    private static final AtomicLong FOUND = new AtomicLong(NONE);

    /** For JMH. */
    public PeakMemory() {}

    /** Takes the figure of this fork, when the allocator is about to be closed. */
    static void found(long bytes) {
        FOUND.set(bytes);
    }

    @Override
    public String getDescription() {
        return "Most bytes the allocator held at once";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    /** The allocator is closed in the last iteration, before this is called: only then is one. */
    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long bytes = FOUND.getAndSet(NONE);
        return bytes == NONE
                ? List.of()
                : List.of(new ScalarResult(LABEL, bytes, "bytes", AggregationPolicy.MAX));
    }
}
