package org.alloclab.bench.statistics;

import org.alloclab.HeapLayout;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.plan.Ratio;
import org.alloclab.bench.plan.Target;
import org.alloclab.bench.plan.Targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what was measured against the targets. */
final class Ratios {
    /** Less than an object in thousands of pairs. */
    private static final double NO_BYTES = 0.005;

    private final Plan plan;
    private final Set<Arm> wanted;
    private final Recorded recorded;
    private final List<Noise> noise;
    private final Bootstrap bootstrap;

    Ratios(Plan plan, Recorded recorded, List<Noise> noise, Bootstrap bootstrap) {
        this.plan = plan;
        this.wanted = plan.selection().arms(plan.cpus());
        this.recorded = recorded;
        this.noise = noise;
        this.bootstrap = bootstrap;
    }

    /** A ratio for every target and layout that was asked for. */
    List<Ratio> all() {
        List<Ratio> ratios = new ArrayList<>();
        for (Target target : Targets.ALL) {
            for (HeapLayout layout : plan.selection().layouts()) {
                ratio(target.in(layout), layout).ifPresent(ratios::add);
            }
        }
        return ratios;
    }

    private Optional<Ratio> ratio(Target target, HeapLayout layout) {
        if (target.isWorstOfAll()) {
            List<Arm> arms = steady(target.of(), layout);
            return arms.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ratio(target, layout, Comparison.worst(arms, recorded), arms));
        }
        Arm of = target.ofArm(layout);
        List<Arm> to = target.toArms(layout).stream().filter(wanted::contains).toList();
        if (!wanted.contains(of) || to.isEmpty()) {
            return Optional.empty();
        }
        Optional<Comparison> comparison =
                Comparison.of(of, to, target.quantity(), recorded, bootstrap);
        List<Arm> arms = new ArrayList<>(to);
        arms.add(of);
        return Optional.of(ratio(target, layout, comparison, arms));
    }

    private List<Arm> steady(BenchBackend backend, HeapLayout layout) {
        return wanted.stream()
                .filter(arm -> arm.backend().equals(backend) && arm.layout() == layout)
                .filter(arm -> arm.scenario().workload().isSteady())
                .toList();
    }

    private Ratio ratio(
            Target target, HeapLayout layout, Optional<Comparison> comparison, List<Arm> arms) {
        Arm of = comparison.map(Comparison::of).orElse(arms.getLast());
        Arm to =
                comparison
                        .map(Comparison::to)
                        .orElse(target.to().size() == 1 ? arms.getFirst() : null);
        return new Ratio(
                target.id(),
                target.title(),
                of.scenario().workload().toString(),
                of.scenario().params(),
                of.threads(),
                layout.toString(),
                of.backend().toString(),
                to == null ? null : to.backend().toString(),
                target.quantity().toString(),
                comparison.map(Comparison::ratio).orElse(null),
                comparison.map(found -> found.interval().low()).orElse(null),
                comparison.map(found -> found.interval().high()).orElse(null),
                target.bound().toString(),
                target.target(),
                target.aim(),
                comparison
                        .map(found -> verdict(found, target))
                        .orElse(TargetVerdict.NOT_MEASURED)
                        .toString(),
                reason(arms));
    }

    private TargetVerdict verdict(Comparison found, Target target) {
        return switch (target.quantity()) {
            case TIME, THROUGHPUT ->
                    TargetVerdict.on(
                            found.ratio(), found.interval(), target, noise(found.of().threads()));
            case MEMORY -> TargetVerdict.on(found.ratio(), found.interval(), target, 0);
            case BYTES_PER_OP ->
                    found.ratio() < NO_BYTES ? TargetVerdict.KEPT : TargetVerdict.MISSED;
        };
    }

    /** The largest A/A difference at this number of threads, or if there is none at any. */
    private double noise(int threads) {
        return noise.stream()
                .filter(twin -> twin.threads() == threads)
                .mapToDouble(Noise::difference)
                .max()
                .orElse(noise.stream().mapToDouble(Noise::difference).max().orElse(Double.NaN));
    }

    /** Which backends are not there, and why; null if all are. */
    private String reason(List<Arm> arms) {
        String reasons =
                arms.stream()
                        .filter(arm -> !recorded.has(arm))
                        .map(Arm::backend)
                        .distinct()
                        .map(backend -> backend + ": " + reason(backend))
                        .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? null : reasons;
    }

    private String reason(BenchBackend backend) {
        return plan.peers().missing().stream()
                .filter(missing -> missing.backend().equals(backend.name()))
                .map(Problem::reason)
                .findFirst()
                .orElse("not recorded");
    }
}
