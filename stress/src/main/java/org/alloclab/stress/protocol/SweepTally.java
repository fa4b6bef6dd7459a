package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.SweepResults.StepCoverage;
import org.alloclab.stress.protocol.SweepResults.SweepResult;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what the detector {@code sweep} says. Any thread. */
public final class SweepTally {
    private static final double MILLIS = 1000;

    private final List<SweepResult> sweeps = new ArrayList<>();
    private final Map<String, Steps> steps = new TreeMap<>();
    private int planned;

    /** The steps of an allocator. */
    private static final class Steps {
        final TreeSet<String> known = new TreeSet<>();
        final TreeSet<String> reached = new TreeSet<>();
    }

    /** What the detector said. */
    public synchronized void add(DetectorEvent event) {
        switch (event) {
            case DetectorEvent.Planned plan -> planned = plan.items();
            case DetectorEvent.Done done -> add(done.more(), List.of());
            case DetectorEvent.Found found -> add(found.more(), found.evidence().lines().toList());
            case DetectorEvent.Started _, DetectorEvent.End _ -> {}
        }
    }

    private void add(JsonNode sweep, List<String> broken) {
        List<String> missed = texts(sweep.path("missed"));
        boolean hung = sweep.path("hung").asBoolean(false);
        sweeps.add(
                new SweepResult(
                        sweep.path("sweep").asString("?"),
                        sweep.path("backend").asString("?"),
                        sweep.path("workload").asString("?"),
                        hung
                                ? "hung"
                                : !broken.isEmpty()
                                        ? "broken"
                                        : missed.isEmpty() ? "kept" : "missed",
                        sweep.path("points").asInt(0),
                        sweep.path("survived").asInt(0),
                        sweep.path("stopped").asInt(0),
                        sweep.path("leaks").asInt(0),
                        sweep.path("damaged").asInt(0),
                        texts(sweep.path("stopping")),
                        missed,
                        broken,
                        sweep.path("millis").asLong(0) / MILLIS));
        if (sweep.has("known")) {
            Steps here =
                    steps.computeIfAbsent(sweep.path("backend").asString("?"), _ -> new Steps());
            here.known.addAll(texts(sweep.path("known")));
            here.reached.addAll(texts(sweep.path("reached")));
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString("")));
        return List.copyOf(texts);
    }

    /** How many sweeps came to their end. */
    public synchronized int recorded() {
        return sweeps.size();
    }

    /**
     * All that was said so far.
     *
     * @param problem why it is not all there is; or null
     */
    public synchronized SweepResults results(String problem) {
        List<StepCoverage> coverage = new ArrayList<>();
        steps.forEach((backend, here) -> {
            TreeSet<String> never = new TreeSet<>(here.known);
            never.removeAll(here.reached);
            coverage.add(
                    new StepCoverage(
                            backend, here.known.size(), here.reached.size(), List.copyOf(never)));
        });
        return new SweepResults(planned, sweeps.size(), problem, List.copyOf(sweeps), coverage);
    }
}
