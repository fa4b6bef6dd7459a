package org.alloclab.stress.mutation;

import org.alloclab.stress.protocol.DetectorOrder;

import java.time.Duration;
import java.util.List;

/**
 * One detector's attempt to find what is wrong.
 *
 * @param detector stress, model, traffic, unit or golden
 * @param models whose tests: gil, lockfree or both
 * @param tests which of them, a regular expression; empty for all
 * @param budget for the attempt
 * @param expected whether it must find it, as far as somebody said so
 */
public record MutantRun(
        String detector, List<String> models, String tests, Duration budget, Expected expected) {
    /** How long a detector at work may say nothing, beyond the time of an item. */
    private static final Duration SPARE = Duration.ofSeconds(20);

    /** What was said of an attempt before it was made. */
    public enum Expected {
        /** It finds it. */
        KILLED("killed"),
        /** It may not: no run on x86 shows it. */
        NOT_VISIBLE("not visible"),
        /** Nobody knows. */
        UNKNOWN("unknown");

        private final String word;

        Expected(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Copies the list. */
    public MutantRun {
        models = List.copyOf(models);
    }

    /** As the child is told: the first finding is enough. */
    DetectorOrder order(long seed) {
        return new DetectorOrder(detector, models, tests, budget, seed, true, budget.plus(SPARE));
    }
}
