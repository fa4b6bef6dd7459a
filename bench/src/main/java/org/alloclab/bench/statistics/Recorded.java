package org.alloclab.bench.statistics;

import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Fork.Kind;
import org.hipparchus.stat.StatUtils;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The figures of all forks so far. */
public final class Recorded {
    private final Map<Kind, Map<Arm, List<Measured>>> forks = new EnumMap<>(Kind.class);
    private int size;

    /** Adds the figures of a fork. */
    public void add(Fork fork, Measured measured) {
        forks.computeIfAbsent(fork.kind(), _ -> new HashMap<>())
                .computeIfAbsent(fork.arm(), _ -> new ArrayList<>())
                .add(measured);
        size++;
    }

    private List<Measured> forks(Arm arm, Kind kind) {
        return forks.getOrDefault(kind, Map.of()).getOrDefault(arm, List.of());
    }

    /** How many forks there were. */
    public int size() {
        return size;
    }

    /** Whether an arm has a score. */
    boolean has(Arm arm) {
        return !forks(arm, Kind.TIMED).isEmpty();
    }

    /** An arm's times; null if there are none. */
    Samples samples(Arm arm, Kind kind) {
        List<Measured> measured = forks(arm, kind);
        return measured.isEmpty()
                ? null
                : new Samples(measured.stream().map(Measured::samples).toList());
    }

    /**
     * Bytes of the Java heap for each pair, the median of all iterations: an allocator that is
     * opened or closed in one of them allocates there what is not the pairs'. Null if not measured.
     */
    Double bytesPerOp(Arm arm) {
        double[] bytes =
                forks(arm, Kind.TIMED).stream()
                        .flatMapToDouble(measured -> Arrays.stream(measured.bytesPerOp()))
                        .filter(Double::isFinite)
                        .toArray();
        return bytes.length == 0 ? null : (Double) StatUtils.percentile(bytes, 50);
    }

    /**
     * The most memory the allocator had at once, in forks that only tell that or else in any; null
     * if it was not measured.
     */
    Long peakMappedBytes(Arm arm) {
        Long peak = mostBytes(arm, Kind.FOOTPRINT, PeakMemory.LABEL);
        return peak != null ? peak : mostBytes(arm, Kind.TIMED, PeakMemory.LABEL);
    }

    /** The most bytes of a secondary result among an arm's forks; null if it was not measured. */
    Long mostBytes(Arm arm, Kind kind, String label) {
        return forks(arm, kind).stream()
                .map(measured -> measured.secondary().get(label))
                .filter(Objects::nonNull)
                .map(Math::round)
                .max(Long::compare)
                .orElse(null);
    }
}
