package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.statistics.HostResponse.Measured;
import org.hipparchus.stat.StatUtils;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The figures of all forks so far. */
public final class Recorded {
    private final Map<Kind, Map<Arm, List<Measured>>> forks = new EnumMap<>(Kind.class);
    private final List<JsonNode> jmh = new ArrayList<>();

    public void add(Fork fork, Measured measured) {
        forks.computeIfAbsent(fork.kind(), _ -> new HashMap<>())
                .computeIfAbsent(fork.arm(), _ -> new ArrayList<>())
                .add(measured);
        jmh.add(measured.jmh());
    }

    private List<Measured> forks(Arm arm, Kind kind) {
        return forks.getOrDefault(kind, Map.of()).getOrDefault(arm, List.of());
    }

    /** How many forks there were. */
    public int size() {
        return jmh.size();
    }

    /** What JMH said of each. */
    public List<JsonNode> jmh() {
        return List.copyOf(jmh);
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
                : new Samples(measured.stream().map(Recorded::times).toList());
    }

    private static double[] times(Measured measured) {
        return measured.samples().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Bytes of the Java heap for each pair, the median of all iterations: an allocator that is
     * opened or closed in one of them allocates there what is not the pairs'. Null if nobody
     * looked.
     */
    Double bytesPerOp(Arm arm) {
        double[] bytes =
                forks(arm, Kind.TIMED).stream()
                        .flatMap(measured -> measured.bytesPerOp().stream())
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .toArray();
        return bytes.length == 0 ? null : (Double) StatUtils.percentile(bytes, 50);
    }

    /**
     * The most memory the allocator had at once, in forks that only tell that or else in any; null
     * if nobody looked.
     */
    Long peakMappedBytes(Arm arm) {
        return Stream.of(Kind.FOOTPRINT, Kind.TIMED)
                .flatMap(kind ->
                        forks(arm, kind).stream()
                                .map(Measured::peakMappedBytes)
                                .filter(Objects::nonNull)
                                .max(Long::compare)
                                .stream())
                .findFirst()
                .orElse(null);
    }
}
