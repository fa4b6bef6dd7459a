package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.provider.AllocatorPromise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is measured, and for how long. Every arm has a fork in each round, so that what changes on
 * the machine meets all of them; some, that no target compares by their time, have but one.
 */
public final class Plan {
    private static final Set<BenchCase> TELL_NOISE =
            Set.of(Workload.PAIR.usual(), Workload.CHURN.usual());
    private static final int LEAST_MILLIS = 20;
    private static final int MOST_MILLIS = 2000;

    private final Selection selection;
    private final Peers peers;
    private final int cpus;
    private final long seed;
    private final List<Arm> arms;
    private final List<Fork> forks;

    /**
     * @param selection what is asked for
     * @param peers which of its backends are here
     * @param cpus processors there are
     * @param budget how long it may take, roughly; null for as long as the suite says
     * @param seed of the order of the scenarios, and of the intervals
     */
    public Plan(Selection selection, Peers peers, int cpus, Duration budget, long seed) {
        this.selection = selection;
        this.peers = peers;
        this.cpus = cpus;
        this.seed = seed;
        List<String> absent = peers.missing().stream().map(Problem::backend).toList();
        arms =
                selection.arms(cpus).stream()
                        .filter(arm -> !absent.contains(arm.backend().name()))
                        .sorted(order(selection))
                        .toList();
        List<Fork> usual =
                Schedule.forks(
                        arms,
                        paces(selection, arms),
                        again(arms),
                        footprints(selection, arms),
                        new Random(seed));
        forks = budget == null ? usual : within(budget, usual);
    }

    /** Scenario by scenario, and in each the competing backends side by side. */
    private static Comparator<Arm> order(Selection selection) {
        List<HeapLayout> layouts = new ArrayList<>(selection.layouts());
        return Comparator.comparing((Arm arm) -> arm.scenario().workload())
                .thenComparing(arm -> arm.scenario().workload().all().indexOf(arm.scenario()))
                .thenComparing(Arm::backend)
                .thenComparing(arm -> layouts.indexOf(arm.layout()))
                .thenComparing(Arm::threads);
    }

    private static Map<Arm, MeasurementSettings> paces(Selection selection, List<Arm> arms) {
        boolean glances = selection.isWholeSuite() && selection.suite().glances();
        Set<Arm> timed = Targets.timed(selection.layouts());
        Set<Arm> weighed = Targets.weighed(selection.layouts());
        Map<Arm, MeasurementSettings> paces = new HashMap<>();
        for (Arm arm : arms) {
            MeasurementSettings pace = selection.suite().pace(arm.scenario().workload());
            if (glances && !timed.contains(arm)) {
                pace = weighed.contains(arm) ? pace.inOneFork() : pace.glance();
            }
            paces.put(arm, pace);
        }
        return paces;
    }

    /** The arms that are measured a second time, to show the noise. */
    private static Set<Arm> again(List<Arm> arms) {
        Set<Arm> again =
                arms.stream()
                        .filter(arm -> arm.backend().name().equals("lockfree"))
                        .filter(arm -> arm.layout() == arms.getFirst().layout())
                        .filter(arm -> TELL_NOISE.contains(arm.scenario()))
                        .collect(Collectors.toSet());
        return again.isEmpty() ? arms.stream().limit(1).collect(Collectors.toSet()) : again;
    }

    /**
     * Where an allocator has no statistics, what it takes shows only where nothing else takes any.
     */
    private static Set<Arm> footprints(Selection selection, List<Arm> arms) {
        Set<Arm> weighed = Targets.weighed(selection.layouts());
        return arms.stream()
                .filter(arm ->
                        weighed.contains(arm)
                                && !arm.backend().promises(AllocatorPromise.STATISTICS))
                .collect(Collectors.toSet());
    }

    /** The same forks with iterations so long that all of them take as long as they may. */
    private static List<Fork> within(Duration budget, List<Fork> forks) {
        double millis = budget.toMillis();
        int iterations = 0;
        for (Fork fork : forks) {
            boolean timed = fork.kind() != Kind.FOOTPRINT;
            millis -= fork.lasting(0).seconds() * 1e3;
            iterations += timed ? fork.pace().warmUps() + fork.pace().iterations() : 0;
        }
        double each = Math.clamp(millis / Math.max(1, iterations), LEAST_MILLIS, MOST_MILLIS);
        return forks.stream().map(fork -> fork.lasting((int) each)).toList();
    }

    public Selection selection() {
        return selection;
    }

    public Peers peers() {
        return peers;
    }

    /** What cannot be measured. */
    public List<Problem> problems() {
        return peers.missing();
    }

    /** The backends that are measured with one thread only, since they promise no more. */
    public List<BenchBackend> singleThreaded() {
        return selection.backendsOf(cpus).stream()
                .filter(backend -> !backend.promises(AllocatorPromise.CONCURRENT))
                .sorted()
                .toList();
    }

    public int cpus() {
        return cpus;
    }

    public long seed() {
        return seed;
    }

    /** What is measured, scenario by scenario, competing backends side by side. */
    public List<Arm> arms() {
        return arms;
    }

    /** Every fork in the order of its turn. */
    public List<Fork> forks() {
        return forks;
    }

    /** How long it takes, roughly. */
    public double seconds() {
        return forks.stream().mapToDouble(Fork::seconds).sum();
    }

    /** How long it takes, roughly. */
    public Duration duration() {
        return Duration.ofMillis((long) (seconds() * 1e3));
    }

    /** Whether there is nothing to measure. */
    public boolean isEmpty() {
        return forks.isEmpty();
    }

    /** The same for people. */
    @Override
    public String toString() {
        return "%s suite: %d configurations, %d forks"
                .formatted(selection.suite(), arms.size(), forks.size());
    }
}
