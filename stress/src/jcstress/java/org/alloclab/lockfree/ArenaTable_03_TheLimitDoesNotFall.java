package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two arenas are entered at once, in different rows.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaTable_03_TheLimitDoesNotFall}.
 *
 * <p>One would believe that each may raise the limit to its own row. But the lower of the two may
 * have looked before and write after, and the higher arena lies behind the limit for good.
 *
 * <p>{@code ArenaTable.enter} raises the limit by a CAS, and only while it is too low.
 *
 * <p>Verdict: each CAS replaces a smaller number by a greater one, so at rest the limit is that of
 * the highest row.
 */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both rows lie below the limit")
@Outcome(expect = FORBIDDEN, desc = "an arena that no scan reaches")
@State
public class ArenaTable_03_TheLimitDoesNotFall {
    private final LoneArena lone = new LoneArena();
    private final Arena other = lone.arena(1);

    @Actor
    public void low() {
        lone.table.enter(lone.arena);
    }

    @Actor
    public void high() {
        lone.table.enter(other);
    }

    @Arbiter
    public void limit(I_Result r) {
        r.r1 = lone.table.limit();
    }
}
