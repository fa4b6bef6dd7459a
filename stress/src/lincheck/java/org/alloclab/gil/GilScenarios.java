package org.alloclab.gil;

import org.alloclab.stress.lincheck.Scenario;

import java.util.List;
import java.util.stream.Stream;

/** What is model-checked of the allocator under a lock. */
public final class GilScenarios {
    private GilScenarios() {}

    /** All scenarios. */
    public static List<Scenario> all() {
        return Stream.of(LockScenario.scenarios(), GilHeapScenario.scenarios())
                .flatMap(List::stream)
                .toList();
    }
}
