package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * A pool is claimed while another thread purges the free pools, whose bytes it is about to throw
 * away.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaBits_04_APurgeMeetsNobodysPool}.
 *
 * <p>One would believe that a pool which is free when the purge looks can be purged. But it may be
 * claimed, and written to, before the system call comes.
 *
 * <p>{@code Arena.claimFree} claims what is free, by one CAS of the word it has read to all ones,
 * and only then are the pages given back.
 *
 * <p>Verdict: a pool is in the purger's mask or in the claimer's hands, since both turn its bit
 * from 0 to 1, and a bit is turned once.
 */
@JCStressTest
@Outcome(id = "0, -2", expect = ACCEPTABLE, desc = "claimed first: not among those purged")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "purged first: none left to claim")
@Outcome(expect = FORBIDDEN, desc = "a pool is purged while somebody has it")
@State
public class ArenaBits_04_APurgeMeetsNobodysPool {
    private final LoneArena lone = new LoneArena();

    @Actor
    public void claim(IJ_Result r) {
        Pool pool = lone.arena.claim();
        r.r1 = pool == null ? -1 : pool.number();
    }

    @Actor
    public void purge(IJ_Result r) {
        r.r2 = lone.arena.claimFree();
    }
}
