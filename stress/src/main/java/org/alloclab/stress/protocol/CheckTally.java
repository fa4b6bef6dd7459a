package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.CheckResults.ScenarioResult;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;

import java.util.ArrayList;
import java.util.List;

/** Adds up what the detector {@code model} says. */
public final class CheckTally extends DetectorTally<CheckResults> {
    private final List<ScenarioResult> scenarios = new ArrayList<>();

    @Override
    void record(Recorded item) {
        scenarios.add(ScenarioResult.of(item));
    }

    @Override
    CheckResults results(int planned, int recorded, String problem) {
        long interleavings = scenarios.stream().mapToLong(ScenarioResult::interleavings).sum();
        return new CheckResults(List.copyOf(scenarios), planned, recorded, interleavings, problem);
    }
}
