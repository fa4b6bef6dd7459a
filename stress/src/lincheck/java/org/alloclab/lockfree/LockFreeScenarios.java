package org.alloclab.lockfree;

import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioList;

import java.util.List;
import java.util.stream.Stream;

/** What is model-checked of the lock-free allocator. */
public final class LockFreeScenarios implements ScenarioList {
    @Override
    public List<Scenario> scenarios() {
        return Stream.of(
                        PoolScenario.scenarios(),
                        ArenaScenario.scenarios(),
                        HintsScenario.scenarios(),
                        ArenasScenario.scenarios(),
                        CachesScenario.scenarios(),
                        StripeScenario.scenarios(),
                        GateScenario.scenarios(),
                        HeapScenario.scenarios())
                .flatMap(List::stream)
                .toList();
    }
}
