package org.alloclab.cli.flags;

import java.util.List;

/**
 * How many threads to try.
 *
 * @param counts distinct, in ascending order
 */
public record ThreadCounts(List<Integer> counts) {
    /** The most threads one replay may be asked for. */
    static final int MOST = 1024;

    /** Sorts the counts and drops the second of two equal ones. */
    public ThreadCounts {
        counts = counts.stream().distinct().sorted().toList();
    }

    /** One thread, two, and two for each CPU. */
    public static ThreadCounts ofThisMachine() {
        int cpus = Runtime.getRuntime().availableProcessors();
        return new ThreadCounts(List.of(1, 2, Math.min(2 * cpus, MOST)));
    }

    @Override
    public String toString() {
        return String.join(",", counts.stream().map(String::valueOf).toList());
    }
}
