package org.alloclab.gil;

import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioList;

import java.util.List;
import java.util.stream.Stream;

/** What is model-checked of the allocator under a lock. */
public final class GilScenarios implements ScenarioList {
    @Override
    public List<Scenario> scenarios() {
        return Stream.of(LockScenario.scenarios(), GilHeapScenario.scenarios())
                .flatMap(List::stream)
                .toList();
    }
}
