package org.alloclab.bench.plan;

import org.alloclab.provider.AllocatorPromise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The workloads of the bench module, by the names users give them. */
public enum Workload {
    PAIR("Pair.pair", true, param("size", "64")),
    BATCH(
            "Batch.batch",
            true,
            toldParam("count", "100", "25", "400", "1600"),
            param("order", "fifo", "lifo", "half")),
    CHURN("Churn.churn", true),
    LARSON("Larson.larson", true, param("largest", "512", "999")),
    XMALLOC(
            "Xmalloc.xmalloc",
            true,
            toldParam("ratio", "1:1", "1:3", "3:1"),
            param("batch", "64", "4096")),
    TRANSFER("Transfer.transfer", true),
    CACHE_SCRATCH("FalseSharing.scratch", true),
    CACHE_THRASH("FalseSharing.thrash", true),
    THREAD_CHURN("ThreadChurn.threadChurn", false),
    VIRTUAL_THREADS("VirtualThreads.virtualThreads", false),
    TRACE("Trace.trace", false, toldParam("trace", "json_docs", "thread_pipeline")),
    GROWTH("Growth.growth", false, toldParam("live", "10000000", "100000", "1000")),
    BLOWUP("Blowup.blowup", false),
    IDLE("Idle.idle", false),
    BURST("Burst.burst", false);

    private final String benchmark;
    private final boolean steady;
    private final List<Param> params;

    /** A parameter of the benchmark and its values, the usual one first. */
    private record Param(String name, boolean isAlwaysTold, List<String> values) {
        public String usual() {
            return values.getFirst();
        }
    }

    Workload(String benchmark, boolean steady, Param... params) {
        this.benchmark = benchmark;
        this.steady = steady;
        this.params = List.of(params);
    }

    private static Param param(String name, String... values) {
        return new Param(name, false, List.of(values));
    }

    /** A parameter without whose value the name says too little. */
    private static Param toldParam(String name, String... values) {
        return new Param(name, true, List.of(values));
    }

    /** Whether, once it runs, it gives an allocator no reason to allocate a Java object. */
    public boolean isSteady() {
        return steady;
    }

    /** How long the compiler needs to know it, on any backend. */
    int warmUpMillis() {
        return switch (this) {
            case PAIR, BATCH, CACHE_SCRATCH, CACHE_THRASH -> 160;
            case GROWTH -> 120; // it is filled before
            case BLOWUP, IDLE, BURST -> 1; // a round takes longer
            case CHURN, XMALLOC, THREAD_CHURN, VIRTUAL_THREADS -> 360;
            case TRACE -> 440;
            case LARSON, TRANSFER -> 560;
        };
    }

    /** Seconds to prepare it and to clean up after it, roughly. */
    double preparationSeconds() {
        return switch (this) {
            case GROWTH -> 3.2;
            case BLOWUP, IDLE, BURST -> 5; // rounds, which do not fit into an iteration
            case TRACE -> 0.3;
            default -> 0;
        };
    }

    /** The fewest threads with which it shows what it is for. */
    int fewestThreads() {
        return isWithinOneThread() || isAboutMemory() ? 1 : 2;
    }

    /** Whether it measures the memory that is kept, rather than time. */
    private boolean isAboutMemory() {
        return switch (this) {
            case BLOWUP, IDLE, BURST -> true;
            default -> false;
        };
    }

    /** Whether no block goes from thread to thread, and no thread starts. */
    private boolean isWithinOneThread() {
        return switch (this) {
            case PAIR, BATCH, CHURN, TRACE, GROWTH -> true;
            default -> false;
        };
    }

    /** Whether a backend can carry it out with so many threads. */
    boolean permits(Map<String, String> values, BenchBackend backend, int threads) {
        if (!backend.promises(AllocatorPromise.CONCURRENT)
                && !(isWithinOneThread() && threads == 1)) {
            return false;
        }
        if (isAboutMemory() && threads > 1) {
            return false; // it starts threads of its own
        }
        return this != XMALLOC || threads % team(values.get("ratio")) == 0;
    }

    /** Producers and consumers that belong together. */
    private static int team(String ratio) {
        return ratio.charAt(0) - '0' + ratio.charAt(2) - '0';
    }

    /** With the usual value of every parameter. */
    public BenchCase usual() {
        SortedMap<String, String> values = new TreeMap<>();
        params.forEach(param -> values.put(param.name, param.usual()));
        return new BenchCase(this, values);
    }

    /** With every combination of values. */
    List<BenchCase> all() {
        List<BenchCase> scenarios = List.of(usual());
        for (Param param : params) {
            List<BenchCase> more = new ArrayList<>();
            for (BenchCase scenario : scenarios) {
                param.values.forEach(value -> more.add(scenario.with(Map.of(param.name, value))));
            }
            scenarios = more;
        }
        return scenarios;
    }

    /** The title of a scenario by the name of its workload. */
    public static String title(String workload, Map<String, String> values) {
        return valueOf(workload.toUpperCase(Locale.ROOT).replace('-', '_')).title(values);
    }

    /** The name with those values that tell more than it says by itself. */
    String title(Map<String, String> values) {
        StringBuilder title = new StringBuilder(toString());
        for (Param param : params) {
            String value = values.get(param.name);
            if (param.isAlwaysTold || !value.equals(param.usual())) {
                title.append(' ').append(shortened(value));
            }
        }
        return title.toString();
    }

    private static String shortened(String value) {
        return value.matches("10{3,}") ? "10^" + (value.length() - 1) : value;
    }

    /** The pattern of JMH for the method that is timed. */
    String timed() {
        return pattern(benchmark);
    }

    /** The pattern of JMH for the method that only tells what memory it takes, if there is one. */
    Optional<String> footprint() {
        return this == TRACE ? Optional.of(pattern("Trace.footprint")) : Optional.empty();
    }

    private static String pattern(String benchmark) {
        return "^org.alloclab.bench." + benchmark.replace(".", "Benchmark.") + "$";
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
