package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.scaling.Estimate;
import org.alloclab.bench.scaling.ScalabilityFit;
import org.alloclab.bench.scaling.Scaling;
import org.alloclab.bench.scaling.ScalingPoint;
import org.alloclab.bench.statistics.Curve.CurvePoint;
import org.alloclab.bench.statistics.Curve.Foretold;
import org.alloclab.bench.statistics.Curve.Peak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The curves of throughput against threads among what was measured. */
final class Curves {
    private static final double NANOS = 1e9;

    private final Recorded recorded;
    private final Bootstrap bootstrap;
    private final int cpus;
    private final long seed;

    Curves(Recorded recorded, Bootstrap bootstrap, int cpus, long seed) {
        this.recorded = recorded;
        this.bootstrap = bootstrap;
        this.cpus = cpus;
        this.seed = seed;
    }

    /** One for each backend and workload that was measured with several numbers of threads. */
    List<Curve> of(List<Arm> arms) {
        Map<Arm, List<CurvePoint>> curves = new LinkedHashMap<>();
        for (Arm arm : arms) {
            point(arm)
                    .ifPresent(point ->
                            curves.computeIfAbsent(arm.with(1), _ -> new ArrayList<>()).add(point));
        }
        curves.values().removeIf(points -> points.size() < 2);
        List<Curve> all = new ArrayList<>();
        curves.forEach((arm, points) -> all.add(curve(arm, points)));
        return all;
    }

    private Optional<CurvePoint> point(Arm arm) {
        return Optional.ofNullable(recorded.samples(arm, Kind.TIMED))
                .map(samples -> {
                    double threadNanos = NANOS * arm.threads();
                    Interval interval = bootstrap.median(samples).under(threadNanos);
                    return new CurvePoint(
                            arm.threads(),
                            threadNanos / samples.median(),
                            interval.low(),
                            interval.high());
                });
    }

    private Curve curve(Arm arm, List<CurvePoint> points) {
        List<ScalingPoint> measured =
                points.stream()
                        .map(point -> new ScalingPoint(point.threads(), point.opsPerSecond()))
                        .toList();
        return switch (ScalabilityFit.of(measured, cpus, seed)) {
            case Scaling.Refused refused ->
                    curve(arm, points, null, null, null, null, null, refused.reason());
            case Scaling.Fitted fitted ->
                    curve(
                            arm,
                            points,
                            fitted.alpha(),
                            fitted.beta(),
                            fitted.gamma(),
                            peak(fitted.peak()),
                            foretold(fitted.heldOut()),
                            null);
        };
    }

    private static Curve curve(
            Arm arm,
            List<CurvePoint> points,
            Estimate alpha,
            Estimate beta,
            Estimate gamma,
            Peak peak,
            Foretold heldOut,
            String refusal) {
        return new Curve(
                arm.scenario().workload().toString(),
                arm.scenario().params(),
                arm.backend().toString(),
                arm.layoutName(),
                points,
                alpha,
                beta,
                gamma,
                peak,
                heldOut,
                refusal);
    }

    private static Peak peak(Estimate threads) {
        return new Peak(finite(threads.value()), finite(threads.low()), finite(threads.high()));
    }

    private static Double finite(double threads) {
        return Double.isInfinite(threads) ? null : (Double) threads;
    }

    private static Foretold foretold(Scaling.HeldOut point) {
        return new Foretold(point.threads(), point.predicted(), point.measured(), point.error());
    }
}
