package org.alloclab.bench.statistics;

import org.alloclab.HeapLayout;
import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.Peers;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.plan.Selection;
import org.alloclab.bench.plan.Suite;
import org.alloclab.bench.plan.Workload;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Selections, plans and figures for tests. */
public final class Invented {
    public static final List<HeapLayout> BOTH = List.of(HeapLayout.MODERN, HeapLayout.CLASSIC);
    public static final List<HeapLayout> MODERN = List.of(HeapLayout.MODERN);
    public static final int CPUS = 2;

    private Invented() {}

    public static Selection whole(Suite suite, List<HeapLayout> layouts) {
        return new Selection(suite, null, null, null, layouts);
    }

    public static Plan plan(Selection selection, Problem... missing) {
        return new Plan(selection, new Peers(Map.of(), List.of(missing)), CPUS, null, 1);
    }

    /** A plan where all peers are. */
    public static Plan plan(Selection selection, Duration budget, long seed) {
        return new Plan(selection, new Peers(Map.of(), List.of()), CPUS, budget, seed);
    }

    public static Arm arm(Workload workload, int threads, BenchBackend backend) {
        return new Arm(workload.usual(), threads, backend, HeapLayout.MODERN);
    }

    /** A fork of an arm with these times. */
    static void times(Recorded recorded, Arm arm, Kind kind, double... times) {
        figures(recorded, arm, kind, 0.001, 1L << 20, times);
    }

    static void figures(
            Recorded recorded, Arm arm, Kind kind, double bytes, Long peak, double... times) {
        double[] bytesPerOp = Arrays.stream(times).map(_ -> bytes).toArray();
        Map<String, Double> memory =
                peak == null ? Map.of() : Map.of(PeakMemory.LABEL, peak.doubleValue());
        recorded.add(
                new Fork(arm, kind, 0, Suite.QUICK.pace(Workload.PAIR)),
                new Measured(times, bytesPerOp, memory));
    }
}
