package org.alloclab.stress.soak;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a round, or of a phase.
 *
 * @param name of the round: allocator, profile and seed
 * @param shape the configuration that the seed stands for
 * @param operations calls that allocate, free or resize
 * @param reached how often each path was taken
 * @param millis how long it took
 * @param summary of what was found, in a line; null if nothing was
 * @param evidence for a reader; null if nothing was found
 * @param hung whether threads are left that make no progress
 * @param leftOut checks that were left out, each with the reason, in a line
 */
public record RoundOutcome(
        String name,
        String shape,
        long operations,
        Map<String, Long> reached,
        long millis,
        String summary,
        String evidence,
        boolean hung,
        List<String> leftOut) {
    /** Copies the counts and the lines. */
    public RoundOutcome {
        reached = Map.copyOf(reached);
        leftOut = List.copyOf(leftOut);
    }

    /** Whether a promise was broken. */
    public boolean isViolation() {
        return summary != null;
    }
}
