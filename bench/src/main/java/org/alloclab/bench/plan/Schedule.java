package org.alloclab.bench.plan;

import org.alloclab.bench.plan.Fork.Kind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The order of the forks. Competing backends are interleaved, and every second round is reversed,
 * so that each is measured first equally often and drift of the machine favours none.
 */
final class Schedule {
    private Schedule() {}

    /**
     * The forks in order.
     *
     * @param arms what is measured, competing backends side by side
     * @param pace for how long, by arm
     * @param again those of them that are measured twice
     * @param footprints those of them whose memory is measured by itself
     * @param random shuffles the scenarios
     */
    static List<Fork> forks(
            List<Arm> arms,
            Map<Arm, MeasurementSettings> pace,
            Set<Arm> again,
            Set<Arm> footprints,
            Random random) {
        List<Fork> round = new ArrayList<>();
        for (Arm arm : shuffled(arms, random)) {
            round.add(new Fork(arm, Kind.TIMED, 0, pace.get(arm)));
            if (again.contains(arm)) {
                round.add(new Fork(arm, Kind.TIMED_AGAIN, 0, pace.get(arm)));
            }
            if (footprints.contains(arm)) {
                round.add(new Fork(arm, Kind.FOOTPRINT, 0, MeasurementSettings.FOOTPRINT));
            }
        }
        int rounds = pace.values().stream().mapToInt(MeasurementSettings::forks).max().orElse(0);
        return IntStream.range(0, rounds)
                .boxed()
                .flatMap(number ->
                        (number % 2 == 0 ? round : round.reversed())
                                .stream()
                                        .filter(fork -> number < fork.pace().forks())
                                        .map(fork -> fork.in(number)))
                .toList();
    }

    /**
     * One scenario after the other, in each one number of threads after the other, every second one
     * backwards: where the number changes, a backend meets itself.
     */
    private static List<Arm> shuffled(List<Arm> arms, Random random) {
        Map<BenchCase, Map<Integer, List<Arm>>> cells = new LinkedHashMap<>();
        for (Arm arm : arms) {
            cells.computeIfAbsent(arm.scenario(), _ -> new TreeMap<>())
                    .computeIfAbsent(arm.threads(), _ -> new ArrayList<>())
                    .add(arm);
        }
        List<List<Arm>> scenarios = new ArrayList<>();
        for (Map<Integer, List<Arm>> counts : cells.values()) {
            List<Arm> scenario = new ArrayList<>();
            boolean backwards = true;
            for (List<Arm> cell : counts.values()) {
                scenario.addAll(backwards ? cell.reversed() : cell);
                backwards = !backwards;
            }
            scenarios.add(scenario);
        }
        Collections.shuffle(scenarios, random);
        return scenarios.stream().flatMap(Collection::stream).toList();
    }
}
