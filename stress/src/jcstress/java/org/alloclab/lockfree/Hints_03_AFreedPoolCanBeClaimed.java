package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * The last free pool of an arena comes back while another thread, which found none, clears the
 * arena's hint.
 *
 * <p>How to run: {@code ./alloclab stress --tests Hints_03_AFreedPoolCanBeClaimed}.
 *
 * <p>One would believe that whoever gives a pool back sets the hint, and that this settles it. But
 * the hint may still be set, so nothing is written, and then the scanner clears it.
 *
 * <p>{@code Hints.claim} clears the bit, looks whether the arena has a free pool by now, and sets
 * it again if so; {@code Arenas.unclaim} gives the bit of the pool back before it sets the hint.
 *
 * <p>Verdict: both write one of two words and look at the other one, in opposite order, all
 * volatile: one of them sees the other. The negative control reads the claimed bits plainly.
 */
@JCStressTest
@Control("weak-arena-recheck")
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "claimed by the scanner")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "left alone, and found later")
@Outcome(expect = FORBIDDEN, desc = "a free pool that nobody can find, or claimed twice")
@State
public class Hints_03_AFreedPoolCanBeClaimed {
    private final LoneArena lone = new LoneArena();

    public Hints_03_AFreedPoolCanBeClaimed() {
        lone.table.enter(lone.arena);
        lone.arena.claimFree();
        lone.hints.publishFree(lone.arena); // stale
    }

    @Actor
    public void giveBack() {
        lone.arena.unclaim(1);
        lone.hints.publishFree(lone.arena);
    }

    @Actor
    public void scan(ZZZ_Result r) {
        r.r1 = lone.hints.claim() != null;
    }

    @Arbiter
    public void scanAgain(ZZZ_Result r) {
        r.r3 = lone.isFindable();
        r.r2 = lone.hints.claim() != null;
    }
}
