package org.alloclab.stress.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of an allocator in a configuration.
 *
 * @param choices what was chosen of each factor
 * @param options of the virtual machine
 * @param testsPlanned test classes and methods of the contract
 * @param testsPassed those that ran to their end and found nothing
 * @param rounds of random traffic that came to their end
 * @param operations allocations, frees and reallocations in them
 * @param verdict what it came to
 * @param problem what was found, in a line; null if nothing was
 * @param seconds from start to end
 */
public record ConfigurationResult(
        Map<String, String> choices,
        List<String> options,
        int testsPlanned,
        int testsPassed,
        int rounds,
        long operations,
        Verdict verdict,
        String problem,
        double seconds) {
    /** What became of an allocator in a configuration. */
    public enum Verdict {
        /** Every promise was kept. */
        KEPT,
        /** A test failed, or traffic saw a promise broken. */
        VIOLATED,
        /** The virtual machine ended before its time. */
        DIED,
        /** The virtual machine was silent for too long. */
        HUNG,
        /** There was not time for every test. */
        CUT_SHORT,
        /** There was nothing to run. */
        NOTHING_RUN,
        /** The run was interrupted. */
        INTERRUPTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
