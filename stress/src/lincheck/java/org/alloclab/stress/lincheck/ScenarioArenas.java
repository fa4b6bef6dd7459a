package org.alloclab.stress.lincheck;

import org.alloclab.memory.AddressRange;
import org.alloclab.stress.witness.PreallocatedArenas;

/** Arenas that every interleaving uses again: the same addresses each time, and no mapping. */
public final class ScenarioArenas {
    private static final int ARENAS = 4;
    private static final AddressRange RANGE =
            PreallocatedArenas.map(ARENAS * PreallocatedArenas.ARENA_BYTES);

    private ScenarioArenas() {}

    /** A source with no arena handed out. What is given back or purged is overwritten. */
    public static PreallocatedArenas open() {
        return new PreallocatedArenas(RANGE, ARENAS, true);
    }
}
