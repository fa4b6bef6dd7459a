package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A pool is claimed while another one of the same arena is given back.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaBits_02_AReleasedBitStaysReleased}.
 *
 * <p>One would believe that the two do not meet: they are different bits. But they lie in one word,
 * and a claim that writes back the word it has read sets the bit again that was released meanwhile.
 * That pool is then lost, claimed by nobody.
 *
 * <p>{@code Arena.unclaim} takes the bit away by an atomic and, {@code Arena.claim} sets its own by
 * a CAS that fails if the word is no longer the one it read.
 *
 * <p>Verdict: each of the two is one step on the whole word, so neither writes back what the other
 * has changed. At rest exactly one pool is claimed, whichever it is.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "released first, and claimed again")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "claimed first, the next one")
@Outcome(expect = FORBIDDEN, desc = "a released bit came back, or a claimed one was lost")
@State
public class ArenaBits_02_AReleasedBitStaysReleased {
    private final LoneArena lone = new LoneArena();

    public ArenaBits_02_AReleasedBitStaysReleased() {
        lone.arena.claim();
    }

    @Actor
    public void release() {
        lone.arena.unclaim(1);
    }

    @Actor
    public void claim(II_Result r) {
        r.r1 = lone.arena.claim().number();
    }

    @Arbiter
    public void count(II_Result r) {
        r.r2 = Long.bitCount(~lone.arena.claimFree());
    }
}
