package org.alloclab.bench.plan;

import org.alloclab.HeapLayout;

import java.util.List;
import java.util.stream.Stream;

/**
 * A ratio that is promised.
 *
 * @param id its name for programs
 * @param scenario the workload; null: the worst of the {@linkplain Workload#isSteady steady} ones
 * @param threads number of threads; 0 with the worst of all
 * @param of what is divided
 * @param to by what: the best of these; none if it is a figure by itself
 * @param toThreads number of threads there
 * @param quantity what is compared
 * @param bound on which side of the target it is to be
 * @param target of the ratio
 * @param aim a stricter target, for information; null if there is none
 */
public record Target(
        String id,
        BenchCase scenario,
        int threads,
        BenchBackend of,
        List<BenchBackend> to,
        int toThreads,
        Quantity quantity,
        Bound bound,
        double target,
        Double aim) {
    private static final double EVEN = 1.0;
    private static final double CLASSIC_EVEN = 1.25;

    /** The same for a layout: small pools may cost a quarter more. */
    public Target in(HeapLayout layout) {
        if (layout == HeapLayout.MODERN || bound != Bound.AT_MOST || target != EVEN) {
            return this;
        }
        return new Target(
                id, scenario, threads, of, to, toThreads, quantity, bound, CLASSIC_EVEN, EVEN);
    }

    /** Whether it is about the worst of many workloads. */
    public boolean isWorstOfAll() {
        return scenario == null;
    }

    /** The arm above the line. */
    public Arm ofArm(HeapLayout layout) {
        return new Arm(scenario, threads, of, layout);
    }

    /** The arms of which the best is below the line. */
    public List<Arm> toArms(HeapLayout layout) {
        return to.stream().map(peer -> new Arm(scenario, toThreads, peer, layout)).toList();
    }

    /** All arms it needs; none of its own if it is about the worst of all. */
    Stream<Arm> arms(HeapLayout layout) {
        return isWorstOfAll()
                ? Stream.of()
                : Stream.concat(Stream.of(ofArm(layout)), toArms(layout).stream());
    }

    /** For people. */
    public String title() {
        if (isWorstOfAll()) {
            return Ratio.title("Java heap, bytes for a pair", of.toString());
        }
        String comparison =
                toThreads == threads
                        ? of + " / " + (to.size() > 1 ? "best peer" : to.getFirst())
                        : "%s %d / %d".formatted(of, threads, toThreads);
        return Ratio.title(
                scenario.toString(),
                comparison + (quantity == Quantity.TIME ? "" : ", " + quantity));
    }
}
