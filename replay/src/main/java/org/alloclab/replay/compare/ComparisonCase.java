package org.alloclab.replay.compare;

import org.alloclab.replay.Replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of a comparison while it is being measured. Any thread may call. */
public final class ComparisonCase {
    private final Replay replay;
    private final Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
    private final Map<String, Measurement> warmUps = new HashMap<>();

    /** A case of which nothing is measured yet. */
    public ComparisonCase(Replay replay) {
        this.replay = replay;
    }

    /** What is measured. */
    public Replay replay() {
        return replay;
    }

    synchronized void add(Measurement measurement) {
        rounds.computeIfAbsent(measurement.backend(), _ -> new ArrayList<>()).add(measurement);
    }

    /** A replay that does not count, unless something is lost in it. */
    synchronized void addWarmUp(Measurement measurement) {
        warmUps.merge(measurement.backend(), measurement, Measurement::orWorse);
    }

    /**
     * The medians of what was measured so far.
     *
     * @param baseline the allocator that the others are compared with
     */
    synchronized ComparisonRow row(String baseline) {
        Map<String, Measurement> medians = new LinkedHashMap<>();
        Map<String, Double> ratios = new HashMap<>();
        rounds.forEach((backend, measured) -> {
            Measurement median = Medians.of(measured);
            medians.put(backend, median.orWorse(warmUps.getOrDefault(backend, median)));
            if (!backend.equals(baseline)) {
                ratios.put(backend, ratio(measured, rounds.getOrDefault(baseline, List.of())));
            }
        });
        return new ComparisonRow(
                replay.trace().name(), replay.mode(), replay.threads(), medians, ratios);
    }

    /** The median of the rounds' ratios: what disturbs a round disturbs both of its halves. */
    private static double ratio(List<Measurement> measured, List<Measurement> baseline) {
        double[] ratios = new double[Math.min(measured.size(), baseline.size())];
        for (int i = 0; i < ratios.length; i++) {
            double divisor = Math.max(1, baseline.get(i).opsPerSecond());
            ratios[i] = measured.get(i).opsPerSecond() / divisor;
        }
        return Medians.of(ratios);
    }
}
