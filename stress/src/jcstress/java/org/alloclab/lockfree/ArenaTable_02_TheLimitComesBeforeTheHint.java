package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * An arena is entered and hinted at; another thread sees the hint and asks how far there have ever
 * been arenas.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaTable_02_TheLimitComesBeforeTheHint}.
 *
 * <p>One would believe that the limit is but a matter of speed. But a scan goes no further than the
 * limit: a hint for a row behind it is a hint that nobody reads.
 *
 * <p>{@code ArenaTable.enter} raises the limit by a CAS before it returns, and hints are set after
 * that.
 *
 * <p>Verdict: who reads the bit volatile sees what came before the atomic or that set it. That
 * order is the caller's, not a mode's: both accesses have more than it needs.
 */
@JCStressTest
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "neither")
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "the limit is raised, the hint not yet set")
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "a hint that no scan would reach")
@State
public class ArenaTable_02_TheLimitComesBeforeTheHint {
    private final LoneArena lone = new LoneArena();
    private final Bits rows = new Bits(2);

    @Actor
    public void enter() {
        lone.table.enter(lone.arena);
        rows.set(lone.arena.row());
    }

    @Actor
    public void scan(ZI_Result r) {
        r.r1 = rows.word(0) != 0;
        r.r2 = lone.table.limit();
    }
}
