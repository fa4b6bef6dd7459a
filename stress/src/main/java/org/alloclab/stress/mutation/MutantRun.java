package org.alloclab.stress.mutation;

import org.alloclab.stress.protocol.DetectorOrder;

import java.time.Duration;
import java.util.List;

/**
 * One detector's attempt to find a mutant.
 *
 * @param detector stress, model, traffic, unit or golden
 * @param backends whose tests: gil, lockfree or both
 * @param tests which of them, a regular expression; empty for all
 * @param budget for the attempt
 * @param expected what was claimed of it before
 */
public record MutantRun(
        String detector, List<String> backends, String tests, Duration budget, Expected expected) {
    /** How long a detector may be silent, beyond the time of an item. */
    private static final Duration SPARE = Duration.ofSeconds(20);

    /** What was claimed of an attempt before it was made. */
    public enum Expected {
        /** The detector finds the mutant. */
        KILLED("killed"),
        /** It need not: no x86 processor shows the bug. */
        NOT_VISIBLE("not visible"),
        /** Nothing was claimed. */
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
        backends = List.copyOf(backends);
    }

    /** The order for the detector's JVM: the first finding is enough. */
    DetectorOrder order(long seed) {
        return new DetectorOrder(detector, backends, tests, budget, seed, true, budget.plus(SPARE));
    }
}
