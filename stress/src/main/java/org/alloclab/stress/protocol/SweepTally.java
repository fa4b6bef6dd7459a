package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.DetectorEvent.Recorded;
import org.alloclab.stress.protocol.SweepResults.StepCoverage;
import org.alloclab.stress.protocol.SweepResults.SweepResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what the detector {@code sweep} says. */
public final class SweepTally extends DetectorTally<SweepResults> {
    private final List<SweepResult> sweeps = new ArrayList<>();

    // By allocator: the steps there are, and those at which a thread was frozen.
    private final Map<String, TreeSet<String>> known = new TreeMap<>();
    private final Map<String, TreeSet<String>> reached = new TreeMap<>();

    @Override
    void record(Recorded item) {
        if (item.details() instanceof Details.Sweep sweep) {
            String backend = sweep.result().backend();
            sweeps.add(sweep.result());
            if (!sweep.known().isEmpty()) {
                known.computeIfAbsent(backend, _ -> new TreeSet<>()).addAll(sweep.known());
                reached.computeIfAbsent(backend, _ -> new TreeSet<>()).addAll(sweep.reached());
            }
        }
    }

    @Override
    SweepResults results(int planned, int recorded, String problem) {
        List<StepCoverage> coverage = new ArrayList<>();
        known.forEach((backend, steps) -> {
            TreeSet<String> never = new TreeSet<>(steps);
            never.removeAll(reached.get(backend));
            coverage.add(
                    new StepCoverage(
                            backend,
                            steps.size(),
                            reached.get(backend).size(),
                            List.copyOf(never)));
        });
        return new SweepResults(planned, recorded, problem, List.copyOf(sweeps), coverage);
    }
}
