package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.replay.Replay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One row of a comparison while it is being measured. Any thread. */
final class ComparisonCase {
    private final Replay replay;
    private final Map<Backend, List<Measurement>> rounds = new EnumMap<>(Backend.class);
    private final Map<Backend, Measurement> warmUps = new EnumMap<>(Backend.class);

    ComparisonCase(Replay replay) {
        this.replay = replay;
    }

    Replay replay() {
        return replay;
    }

    /** What it is, for a progress line. */
    String title() {
        return "%s %s, %d %s"
                .formatted(
                        replay.trace().name(),
                        replay.mode(),
                        replay.threads(),
                        replay.threads() == 1 ? "thread" : "threads");
    }

    synchronized void add(Backend backend, Measurement measurement) {
        rounds.computeIfAbsent(backend, _ -> new ArrayList<>()).add(measurement);
    }

    /** A replay that does not count, unless something is lost in it. */
    synchronized void addWarmUp(Backend backend, Measurement measurement) {
        warmUps.merge(backend, measurement, Measurement::orWorse);
    }

    /** The medians of what was measured so far. */
    synchronized ComparisonRow row() {
        Map<Backend, Measurement> medians = new EnumMap<>(Backend.class);
        rounds.forEach((backend, measured) -> medians.put(backend, Medians.of(measured)));
        medians.replaceAll(
                (backend, median) -> median.orWorse(warmUps.getOrDefault(backend, median)));
        return new ComparisonRow(
                replay.trace().name(), replay.mode(), replay.threads(), medians, ratio());
    }

    /** The median of the rounds' ratios: what disturbs a round disturbs both of its halves. */
    private double ratio() {
        List<Measurement> gil = rounds.getOrDefault(Backend.GIL, List.of());
        List<Measurement> lockfree = rounds.getOrDefault(Backend.LOCKFREE, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(gil.size(), lockfree.size()); i++) {
            double divisor = Math.max(1, gil.get(i).opsPerSecond());
            ratios.add(lockfree.get(i).opsPerSecond() / divisor);
        }
        return Medians.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
