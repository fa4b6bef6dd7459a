package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads claim a pool of the same arena at once.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaBits_01_TwoClaimsDiffer}.
 *
 * <p>One would believe that finding the lowest zero bit and setting it is enough: it is one bit,
 * and one line of code. But between the look and the write somebody else has looked, too, and both
 * hold the same pool.
 *
 * <p>{@code Arena.claim} sets the bit by a CAS on the word that it looked at, and looks again if
 * the word has changed.
 *
 * <p>Verdict: of two CAS that expect the same word one fails, so a bit that is turned from 0 to 1
 * is turned by one thread. No order between other variables is needed, hence no negative control by
 * a mode.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the first was first")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the second was first")
@Outcome(expect = FORBIDDEN, desc = "one pool for two, or a pool left out")
@State
public class ArenaBits_01_TwoClaimsDiffer {
    private final LoneArena lone = new LoneArena();

    @Actor
    public void first(II_Result r) {
        r.r1 = lone.arena.claim().number();
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = lone.arena.claim().number();
    }
}
