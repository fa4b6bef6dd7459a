package org.alloclab.bench;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A JMH profiler, {@code -prof org.alloclab.bench.PeakMemory}: the most memory the allocator had at
 * once in a fork, in bytes, as the secondary result {@value #LABEL}; of a {@link MemoryWorkload}
 * also what it keeps in the end.
 */
public final class PeakMemory implements InternalProfiler {
    /** The most bytes at once. */
    public static final String LABEL = "peakMappedBytes";

    /** The bytes mapped after a round of a {@link MemoryWorkload}. */
    public static final String KEPT_MAPPED = "keptMappedBytes";

    /** The resident bytes by which the process has grown then. */
    public static final String KEPT_RESIDENT = "keptResidentBytes";

    /** The bytes mapped after a trim that follows. */
    public static final String TRIMMED_MAPPED = "trimmedMappedBytes";

    /** The resident bytes by which the process has grown then. */
    public static final String TRIMMED_RESIDENT = "trimmedResidentBytes";

    private static final Map<String, Long> FOUND = new ConcurrentHashMap<>();

    /** For JMH. */
    public PeakMemory() {}

    /** Takes the figure of this fork, when the allocator is about to be closed. */
    static void found(long bytes) {
        found(LABEL, bytes);
    }

    /** Takes a figure by the name of its result; the largest of an iteration counts. */
    static void found(String label, long bytes) {
        FOUND.merge(label, bytes, Math::max);
    }

    @Override
    public String getDescription() {
        return "Most bytes the allocator held at once";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    /**
     * The allocator is closed in the last iteration, before this is called: then there is a peak.
     */
    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<ScalarResult> results =
                FOUND.entrySet().stream()
                        .map(figure ->
                                new ScalarResult(
                                        figure.getKey(),
                                        figure.getValue(),
                                        "bytes",
                                        AggregationPolicy.MAX))
                        .toList();
        FOUND.clear();
        return results;
    }
}
