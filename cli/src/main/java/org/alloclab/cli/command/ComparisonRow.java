package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.replay.ReplayMode;

import java.util.Map;

/**
 * A replay on several backends, in medians.
 *
 * @param trace what was replayed
 * @param mode how the threads shared it
 * @param threads how many
 * @param medians what each backend came to
 * @param ratio throughput of the lock-free one by that of the other; NaN unless both were measured
 */
public record ComparisonRow(
        String trace,
        ReplayMode mode,
        int threads,
        Map<Backend, Measurement> medians,
        double ratio) {
    /** A backend's figures, or null. */
    Measurement on(Backend backend) {
        return medians.get(backend);
    }

    long lost() {
        return medians.values().stream().mapToLong(Measurement::lost).sum();
    }

    /** Most bytes live at once, by any backend's account: it is the trace's figure. */
    long peakLiveBytes() {
        return medians.values().stream().mapToLong(Measurement::peakLiveBytes).max().orElse(0);
    }
}
