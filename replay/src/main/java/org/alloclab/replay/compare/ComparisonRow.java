package org.alloclab.replay.compare;

import org.alloclab.replay.ReplayMode;

import java.util.Map;

/**
 * A replay on several allocators, in medians.
 *
 * @param trace what was replayed
 * @param mode how the threads shared it
 * @param threads how many
 * @param medians what each allocator came to, by name, in the order measured
 * @param ratios throughput of an allocator by that of the one compared with, by name
 */
public record ComparisonRow(
        String trace,
        ReplayMode mode,
        int threads,
        Map<String, Measurement> medians,
        Map<String, Double> ratios) {
    /** An allocator's figures, or null. */
    public Measurement on(String backend) {
        return medians.get(backend);
    }

    /** An allocator's ratio; NaN for the one compared with, and unless both were measured. */
    public double ratio(String backend) {
        return ratios.getOrDefault(backend, Double.NaN);
    }

    /** What went wrong on all allocators: promises broken, blocks live after all were freed. */
    public long lost() {
        return medians.values().stream().mapToLong(Measurement::lost).sum();
    }

    /** Most bytes live at once: the trace's figure, whichever allocator replayed it. */
    public long peakLiveBytes() {
        return medians.values().stream().mapToLong(Measurement::peakLiveBytes).max().orElse(0);
    }
}
