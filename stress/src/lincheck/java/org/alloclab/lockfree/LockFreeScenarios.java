package org.alloclab.lockfree;

import org.alloclab.stress.lincheck.Scenario;

import java.util.List;
import java.util.stream.Stream;

/** What is model-checked of the lock-free allocator. */
public final class LockFreeScenarios {
    private LockFreeScenarios() {}

    /** All scenarios. */
    public static List<Scenario> all() {
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
