package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What users ask for: what they name takes the place of what the suite has.
 *
 * @param suite the suite
 * @param workloads in place of its workloads; null for these
 * @param backends in place of its backends; null for these
 * @param threads in place of its numbers of threads; null for these
 * @param layouts of heaps
 */
public record Selection(
        Suite suite,
        List<Workload> workloads,
        List<BenchBackend> backends,
        List<Integer> threads,
        List<HeapLayout> layouts) {

    /** Whether nothing takes the place of what the suite has. */
    boolean isWholeSuite() {
        return workloads == null && backends == null && threads == null;
    }

    /** What is to be measured on a machine of so many processors. */
    public Set<Arm> arms(int cpus) {
        Set<Arm> all = suite.arms(layouts, cpus);
        Set<Arm> chosen = new LinkedHashSet<>();
        for (BenchCase scenario : scenarios(all)) {
            List<Arm> own = all.stream().filter(arm -> arm.scenario().equals(scenario)).toList();
            for (int count : counts(own)) {
                for (BenchBackend backend : backends(own, count)) {
                    layouts.stream()
                            .map(layout -> new Arm(scenario, count, backend, layout))
                            .filter(Arm::isPossible)
                            .forEach(chosen::add);
                }
            }
        }
        return chosen;
    }

    /** The backends that are to be measured there; all that were asked for are among them. */
    public Set<BenchBackend> backendsOf(int cpus) {
        return backends != null
                ? new LinkedHashSet<>(backends)
                : arms(cpus).stream()
                        .map(Arm::backend)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<BenchCase> scenarios(Set<Arm> all) {
        Set<BenchCase> scenarios = new LinkedHashSet<>();
        all.stream()
                .map(Arm::scenario)
                .filter(scenario -> workloads == null || workloads.contains(scenario.workload()))
                .forEach(scenarios::add);
        for (Workload workload : Objects.requireNonNullElse(workloads, List.<Workload>of())) {
            if (scenarios.stream().noneMatch(scenario -> scenario.workload() == workload)) {
                scenarios.add(workload.usual());
            }
        }
        return scenarios;
    }

    private List<Integer> counts(List<Arm> own) {
        if (threads != null) {
            return threads;
        }
        return own.isEmpty()
                ? Suite.USUAL_THREADS
                : own.stream().map(Arm::threads).distinct().sorted().toList();
    }

    /** Those the suite has at this number of threads, or, if it has none there, at any. */
    private List<BenchBackend> backends(List<Arm> own, int count) {
        if (backends != null) {
            return backends;
        }
        if (own.isEmpty()) {
            return BenchBackend.installed();
        }
        List<Arm> there = own.stream().filter(arm -> arm.threads() == count).toList();
        return (there.isEmpty() ? own : there).stream().map(Arm::backend).distinct().toList();
    }
}
