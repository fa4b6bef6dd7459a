package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A pool is claimed while the arena, wholly free, is about to go back to the system.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaBits_03_AnArenaGoesWholeOrNotAtAll}.
 *
 * <p>One would believe that a look at the word before the unmapping will do: it says that nobody
 * has a pool. But a pool may be claimed after the look, and its blocks then lie in memory that is
 * gone.
 *
 * <p>{@code Arena.claimWhole} claims all 64 pools by one CAS from 0. What it has claimed nobody can
 * claim any more; the bits are never given back.
 *
 * <p>Verdict: the two CAS expect the same word, 0, so one of them fails: either the pool is handed
 * out and the arena stays, or the arena goes and there is no pool.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the pool was claimed: the arena stays")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the arena was claimed: no pool")
@Outcome(expect = FORBIDDEN, desc = "a pool in an arena that goes away, or neither")
@State
public class ArenaBits_03_AnArenaGoesWholeOrNotAtAll {
    private final LoneArena lone = new LoneArena();

    @Actor
    public void claim(ZZ_Result r) {
        r.r1 = lone.arena.claim() != null;
    }

    @Actor
    public void release(ZZ_Result r) {
        r.r2 = lone.arena.claimWhole();
    }
}
