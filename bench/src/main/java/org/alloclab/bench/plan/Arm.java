package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one fork measures: a backend at a workload.
 *
 * @param scenario the workload
 * @param threads number of threads that do it
 * @param backend on which allocator
 * @param layout of its heap; null where the backend has none
 */
public record Arm(BenchCase scenario, int threads, BenchBackend backend, HeapLayout layout) {
    /** Leaves out the layout of a backend that has none. */
    public Arm {
        layout = backend.layouts().isEmpty() ? null : layout;
    }

    /** Whether its backend can carry it out. */
    boolean isPossible() {
        return (layout == null || backend.layouts().contains(layout))
                && scenario.workload().permits(scenario.params(), backend, threads);
    }

    /** The same with another number of threads. */
    public Arm with(int otherThreads) {
        return new Arm(scenario, otherThreads, backend, layout);
    }

    /** The name of its heap's layout; null where it has none. */
    public String layoutName() {
        return layout == null ? null : layout.toString();
    }

    /** The values of the benchmark's parameters. */
    public SortedMap<String, String> params() {
        SortedMap<String, String> params = new TreeMap<>(scenario.params());
        params.put("backend", backend.toString());
        if (layout != null) {
            params.put("layout", layout.toString());
        }
        return params;
    }

    /** For people. */
    @Override
    public String toString() {
        return "%s, %d %s, %s%s"
                .formatted(
                        scenario,
                        threads,
                        threads == 1 ? "thread" : "threads",
                        backend,
                        layout == null ? "" : " " + layout);
    }
}
