package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The last two pools of an arena are given back by two threads at once. Whoever empties the arena
 * must see to it.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaBits_05_OneThreadSeesTheArenaEmpty}.
 *
 * <p>One would believe that each can clear its bit and look then whether the word is 0. But both
 * may clear first and look afterwards: two threads see to the same arena, or with the look before
 * the clearing, none does.
 *
 * <p>{@code Arena.unclaim} judges by the value that its own atomic and has replaced.
 *
 * <p>Verdict: the two steps have an order, and only the second of them replaces a word in which no
 * other bit is set.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first was the last")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second was the last")
@Outcome(expect = FORBIDDEN, desc = "nobody saw the arena empty, or both did")
@State
public class ArenaBits_05_OneThreadSeesTheArenaEmpty {
    private final LoneArena lone = new LoneArena();

    public ArenaBits_05_OneThreadSeesTheArenaEmpty() {
        lone.arena.claim();
        lone.arena.claim();
    }

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = lone.arena.unclaim(1);
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = lone.arena.unclaim(2);
    }
}
