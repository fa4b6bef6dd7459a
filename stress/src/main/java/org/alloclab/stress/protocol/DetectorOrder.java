package org.alloclab.stress.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a detector is to do.
 *
 * @param detector which: stress, model, traffic, soak, churn, sweep, sweep-brief, unit or golden
 * @param models whose tests: gil, lockfree or both
 * @param tests a regular expression found anywhere in their full names; empty for all
 * @param budget for all of them together
 * @param seed where random choices start from
 * @param stopAtFirst whether the first finding is enough
 * @param patience how long it may say nothing before it is taken to hang
 * @param more what this detector alone has to know, by name
 */
public record DetectorOrder(
        String detector,
        List<String> models,
        String tests,
        Duration budget,
        long seed,
        boolean stopAtFirst,
        Duration patience,
        Map<String, String> more) {
    private static final Duration SPARE = Duration.ofSeconds(30);

    /** Copies the list and the map. */
    public DetectorOrder {
        models = List.copyOf(models);
        more = new TreeMap<>(more);
    }

    /** An order for a detector that may use its whole budget for one item. */
    public DetectorOrder(
            String detector,
            List<String> models,
            String tests,
            Duration budget,
            long seed,
            boolean stopAtFirst) {
        this(detector, models, tests, budget, seed, stopAtFirst, budget.plus(SPARE));
    }

    /** An order for a detector that has to know no more than others. */
    public DetectorOrder(
            String detector,
            List<String> models,
            String tests,
            Duration budget,
            long seed,
            boolean stopAtFirst,
            Duration patience) {
        this(detector, models, tests, budget, seed, stopAtFirst, patience, Map.of());
    }

    /** As the child takes it. */
    List<String> arguments(Path out) {
        List<String> arguments = new ArrayList<>();
        arguments.add(detector);
        arguments.add("models=" + String.join(",", models));
        arguments.add("tests=" + tests);
        arguments.add("millis=" + budget.toMillis());
        arguments.add("seed=" + seed);
        arguments.add("first=" + stopAtFirst);
        arguments.add("out=" + out.toAbsolutePath());
        more.forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }
}
