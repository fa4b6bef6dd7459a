package org.alloclab.stress.protocol;

import org.alloclab.HeapLayout;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a detector is to do: written by its starter, read in its JVM.
 *
 * @param detector which: stress, model, traffic, soak, churn, sweep, unit or golden
 * @param backends the allocators to test, by name
 * @param tests a regular expression found anywhere in the full names of items; empty for all
 * @param budget for all items together
 * @param seed where random choices start from
 * @param stopAtFirst whether the first finding is enough
 * @param patience how long the detector may be silent before it is taken to hang
 * @param brief whether a sweep visits each step once only
 * @param traffic of a soak; null for other detectors
 */
public record DetectorOrder(
        String detector,
        List<String> backends,
        String tests,
        Duration budget,
        long seed,
        boolean stopAtFirst,
        Duration patience,
        boolean brief,
        Traffic traffic) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The traffic of a soak.
     *
     * @param layout of the heap
     * @param threads platform threads at work at once
     * @param share percentage of blocks that another thread frees; null to vary it
     * @param virtual whether all threads are virtual
     */
    public record Traffic(HeapLayout layout, int threads, Integer share, boolean virtual) {}

    /** Copies the list. */
    public DetectorOrder {
        backends = List.copyOf(backends);
    }

    /** An order without what only sweeps and soaks need. */
    public DetectorOrder(
            String detector,
            List<String> backends,
            String tests,
            Duration budget,
            long seed,
            boolean stopAtFirst,
            Duration patience) {
        this(detector, backends, tests, budget, seed, stopAtFirst, patience, false, null);
    }

    /** The order in the form in which {@link #of} reads it. */
    public String text() {
        return JSON.writeValueAsString(this);
    }

    /** Reads an order. */
    public static DetectorOrder of(String text) {
        return JSON.readValue(text, DetectorOrder.class);
    }

    /** Accepts the full names of the items that are ordered. */
    public Predicate<String> chosen() {
        return Pattern.compile(tests).asPredicate();
    }

    /** The packages of the allocators, which hold the tests that see them from inside. */
    public List<String> packages() {
        return backends.stream().map("org.alloclab."::concat).toList();
    }
}
