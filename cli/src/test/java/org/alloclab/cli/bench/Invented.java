package org.alloclab.cli.bench;

import org.alloclab.HeapLayout;
import org.alloclab.cli.bench.Answer.Measured;
import org.alloclab.cli.bench.Fork.Kind;

import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Selections, plans and figures for tests. */
final class Invented {
    static final List<HeapLayout> BOTH = List.of(HeapLayout.MODERN, HeapLayout.CLASSIC);
    static final List<HeapLayout> MODERN = List.of(HeapLayout.MODERN);
    static final int CPUS = 2;

    private Invented() {}

    static Selection whole(Suite suite, List<HeapLayout> layouts) {
        return new Selection(suite, null, null, null, layouts);
    }

    static Plan plan(Selection selection, Missing... missing) {
        return new Plan(selection, new Peers(Map.of(), List.of(missing)), CPUS, null, 1);
    }

    /** A plan where all peers are. */
    static Plan plan(Selection selection, Duration budget, long seed) {
        return new Plan(selection, new Peers(Map.of(), List.of()), CPUS, budget, seed);
    }

    static Arm arm(Workload workload, int threads, BenchBackend backend) {
        return new Arm(workload.usual(), threads, backend, HeapLayout.MODERN);
    }

    /** A fork of an arm with these times. */
    static void times(Recorded recorded, Arm arm, Kind kind, double... times) {
        figures(recorded, arm, kind, 0.001, 1L << 20, times);
    }

    static void figures(
            Recorded recorded, Arm arm, Kind kind, double bytes, Long peak, double... times) {
        List<Double> samples = DoubleStream.of(times).boxed().toList();
        List<Double> bytesPerOp = Arrays.stream(times).mapToObj(_ -> bytes).toList();
        recorded.add(
                new Fork(arm, kind, 0, Suite.QUICK.pace(Workload.PAIR)),
                new Measured(samples, bytesPerOp, peak, JsonNodeFactory.instance.objectNode()));
    }
}
