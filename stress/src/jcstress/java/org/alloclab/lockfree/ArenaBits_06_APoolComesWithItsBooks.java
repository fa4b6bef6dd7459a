package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The last owner of a pool has written its plain fields and gives the bit back; another thread
 * claims the pool and reads them.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaBits_06_APoolComesWithItsBooks}.
 *
 * <p>One would believe that a bit carries nothing but itself. Yet what the owner wrote in {@code
 * PoolBlocks} is plain, and who claims the pool goes on from there: {@code cut} keeps the old links
 * if they are long enough.
 *
 * <p>{@code Arena.unclaim} is an atomic and with volatile effect, {@code Arena.claim} a CAS: the
 * first releases, the second acquires.
 *
 * <p>Verdict: the claim that succeeds on the bit has read the word that {@code unclaim} wrote, so
 * what came before that is visible. The negative control lets the and only acquire: then a compiler
 * or a processor may move the plain stores behind it.
 */
@JCStressTest
@Control("weak-arena-unclaim")
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not given back yet")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "all that was written is seen")
@Outcome(expect = FORBIDDEN, desc = "a pool with books of long ago")
@State
public class ArenaBits_06_APoolComesWithItsBooks {
    private final LoneArena lone = new LoneArena();
    private final Pool pool = lone.arena.claim();

    public ArenaBits_06_APoolComesWithItsBooks() {
        pool.open(LoneArena.SIZE_CLASS, null);
        lone.arena.claimFree();
    }

    @Actor
    public void giveBack() {
        pool.carve(3);
        lone.arena.unclaim(1);
    }

    @Actor
    public void claim(I_Result r) {
        Pool claimed = lone.arena.claim();
        r.r1 = claimed == null ? -1 : claimed.used();
    }
}
