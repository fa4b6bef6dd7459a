package org.alloclab.stress.soak;

import java.util.Map;

/**
 * What came of a round.
 *
 * @param name of the round: subject, kind and seed
 * @param shape what the seed stood for
 * @param operations calls that allocate, free or resize
 * @param reached how often each path was taken
 * @param millis how long it took
 * @param summary what was found, in a line; null if nothing was
 * @param evidence what is known about it; null if nothing was found
 * @param hung whether threads are left that do not get on
 */
public record RoundOutcome(
        String name,
        String shape,
        long operations,
        Map<String, Long> reached,
        long millis,
        String summary,
        String evidence,
        boolean hung) {
    /** Copies the counts. */
    public RoundOutcome {
        reached = Map.copyOf(reached);
    }

    /** Whether a promise was broken. */
    public boolean isViolation() {
        return summary != null;
    }
}
