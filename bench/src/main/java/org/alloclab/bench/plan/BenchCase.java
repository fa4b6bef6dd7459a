package org.alloclab.bench.plan;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A workload with a value for each of its parameters.
 *
 * @param workload which
 * @param params its parameters by name
 */
public record BenchCase(Workload workload, SortedMap<String, String> params) {
    /** Takes a copy of the parameters. */
    public BenchCase {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    /** The same with other values for some parameters. */
    BenchCase with(Map<String, String> others) {
        SortedMap<String, String> all = new TreeMap<>(params);
        all.putAll(others);
        return new BenchCase(workload, all);
    }

    /** Its name for people: the workload, and the values that are not the usual ones. */
    @Override
    public String toString() {
        return workload.title(params);
    }
}
