package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Named sets of what is measured. */
public enum Suite {
    /** What the {@linkplain Targets targets} need, and no more. */
    QUICK(2, 0, 4, 40),

    /** The same for longer, and curves of throughput against threads for every backend. */
    HEADLINE(3, 600, 5, 200),

    /** Every workload, with every value of its parameters. */
    FULL(2, 600, 5, 150);

    /** Numbers of threads of workloads that are not in the suite. */
    static final List<Integer> USUAL_THREADS = List.of(1, 2);

    private static final List<Integer> FULL_THREADS = List.of(1, 2, 4); // a team of xmalloc has 4
    private static final List<Workload> CURVES =
            List.of(Workload.PAIR, Workload.CHURN, Workload.XMALLOC);
    private static final int MOST_PER_CPU = 4;

    private final int forks;
    private final int leastWarmUpMillis;
    private final int iterations;
    private final int millis;

    Suite(int forks, int leastWarmUpMillis, int iterations, int millis) {
        this.forks = forks;
        this.leastWarmUpMillis = leastWarmUpMillis;
        this.iterations = iterations;
        this.millis = millis;
    }

    /** How long and how often it measures a workload. */
    public MeasurementSettings pace(Workload workload) {
        int warmUpMillis = Math.max(leastWarmUpMillis, workload.warmUpMillis());
        return new MeasurementSettings(
                forks, Math.ceilDiv(warmUpMillis, millis), iterations, millis);
    }

    /** Whether arms that no target compares are measured in one short fork only. */
    boolean glances() {
        return this == QUICK;
    }

    /** What it measures. */
    Set<Arm> arms(List<HeapLayout> layouts, int cpus) {
        Set<Arm> arms = new LinkedHashSet<>();
        for (HeapLayout layout : layouts) {
            Stream.of(
                            targets(layout),
                            steady(layout),
                            locks(layout),
                            curves(layout, cpus),
                            all(layout, cpus))
                    .flatMap(more -> more)
                    .filter(Arm::isPossible)
                    .forEach(arms::add);
        }
        return arms;
    }

    private static Stream<Arm> targets(HeapLayout layout) {
        return Targets.ALL.stream().flatMap(target -> target.arms(layout));
    }

    /** What targets of the Java heap need: each steady workload on each of their backends. */
    private static Stream<Arm> steady(HeapLayout layout) {
        return Arrays.stream(Workload.values())
                .filter(Workload::isSteady)
                .flatMap(workload ->
                        Targets.ofJavaHeap().stream()
                                .map(backend ->
                                        new Arm(
                                                workload.usual(),
                                                workload.fewestThreads(),
                                                backend,
                                                layout)));
    }

    /** To read, without a target: the cost of a lock around either structure. */
    private static Stream<Arm> locks(HeapLayout layout) {
        return Stream.of("gil", "locked-lockfree")
                .map(BenchBackend::installed)
                .flatMap(backend ->
                        USUAL_THREADS.stream()
                                .map(threads ->
                                        new Arm(Workload.PAIR.usual(), threads, backend, layout)));
    }

    private Stream<Arm> curves(HeapLayout layout, int cpus) {
        return this == QUICK
                ? Stream.of()
                : arms(CURVES.stream().map(Workload::usual), curve(cpus), layout);
    }

    private Stream<Arm> all(HeapLayout layout, int cpus) {
        Stream<BenchCase> scenarios =
                Arrays.stream(Workload.values()).flatMap(workload -> workload.all().stream());
        return this == FULL ? arms(scenarios, FULL_THREADS, layout) : Stream.of();
    }

    private static Stream<Arm> arms(
            Stream<BenchCase> scenarios, List<Integer> threads, HeapLayout layout) {
        return scenarios.flatMap(scenario ->
                threads.stream()
                        .flatMap(count ->
                                BenchBackend.installed().stream()
                                        .map(backend ->
                                                new Arm(scenario, count, backend, layout))));
    }

    /** Thread counts of a curve: enough of them up to the processors, and some beyond. */
    static List<Integer> curve(int cpus) {
        IntStream within =
                IntStream.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)
                        .filter(n -> n <= cpus);
        IntStream beyond = IntStream.of(cpus, 2 * cpus, MOST_PER_CPU * cpus);
        return IntStream.concat(within, beyond).sorted().distinct().boxed().toList();
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
