package org.alloclab.cli.bench;

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
public record Scenario(Workload workload, SortedMap<String, String> params) {
    /** Takes a copy of the parameters. */
    public Scenario {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    /** The same with other values for some parameters. */
    Scenario with(Map<String, String> others) {
        SortedMap<String, String> all = new TreeMap<>(params);
        all.putAll(others);
        return new Scenario(workload, all);
    }

    /** Its name for people: the workload, and the values that are not the usual ones. */
    @Override
    public String toString() {
        return workload.title(params);
    }
}
