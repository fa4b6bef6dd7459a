package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.plan.Ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The verb's part of the JSON document.
 *
 * @param planned how many forks there were to be
 * @param recorded how many there were
 * @param results what was measured
 * @param kept the free memory that allocators keep; empty without workloads that measure it
 * @param noise what was measured twice
 * @param ratios what was promised
 * @param scaling what more threads bring
 * @param errors what was not measured, and why
 * @param peers version and library of each backend that is not ours, by its name
 */
public record BenchResults(
        int planned,
        int recorded,
        List<BenchResult> results,
        List<KeptMemory> kept,
        List<Noise> noise,
        List<Ratio> ratios,
        List<Curve> scaling,
        List<Problem> errors,
        Map<String, String> peers) {
    public static BenchResults of(Plan plan, Recorded recorded, List<Problem> failures) {
        Bootstrap bootstrap = new Bootstrap(plan.seed());
        List<BenchResult> results = new ArrayList<>();
        List<Noise> noise = new ArrayList<>();
        for (Arm arm : plan.arms()) {
            Samples samples = recorded.samples(arm, Kind.TIMED);
            Samples again = recorded.samples(arm, Kind.TIMED_AGAIN);
            if (samples != null) {
                results.add(BenchResult.of(arm, samples, recorded, bootstrap));
            }
            if (samples != null && again != null) {
                noise.add(Noise.of(arm, samples, again, bootstrap));
            }
        }
        return new BenchResults(
                plan.forks().size(),
                recorded.size(),
                results,
                plan.arms().stream().flatMap(arm -> KeptMemory.of(arm, recorded).stream()).toList(),
                noise,
                new Ratios(plan, recorded, noise, bootstrap).all(),
                new Curves(recorded, bootstrap, plan.cpus(), plan.seed()).of(plan.arms()),
                Stream.concat(plan.problems().stream(), failures.stream()).toList(),
                plan.peers().found());
    }
}
