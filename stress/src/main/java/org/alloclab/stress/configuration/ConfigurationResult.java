package org.alloclab.stress.configuration;

import java.util.List;
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
 * @param verdict kept, violated, died, hung, or cut short: for want of time not all was run
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
        String verdict,
        String problem,
        double seconds) {}
