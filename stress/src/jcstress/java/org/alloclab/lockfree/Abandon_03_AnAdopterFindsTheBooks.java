package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIL_Result;

/**
 * A thread gives a pool up and another adopts it at once.
 *
 * <p>How to run: {@code ./alloclab stress --tests Abandon_03_AnAdopterFindsTheBooks}.
 *
 * <p>What an owner writes in a pool is plain: how many blocks are used, which were carved, the list
 * of those given back. One might fear that the new owner finds the books as they were a while ago.
 *
 * <p>The books are written before the CAS that gives up the pool, and read after the one that
 * adopts it.
 *
 * <p>Verdict: the two are volatile accesses of the same word, so the adopter finds four blocks used
 * and two given back, or does not get the pool.
 */
@JCStressTest
@Control("weak-hand-over")
@Outcome(id = "false, -1, sound", expect = ACCEPTABLE, desc = "not his yet")
@Outcome(id = "true, 6, sound", expect = ACCEPTABLE, desc = "his, with its books")
@Outcome(expect = FORBIDDEN, desc = "the books are old")
@State
public class Abandon_03_AnAdopterFindsTheBooks {
    private final Pool pool = PoolFixture.owned(4);

    @Actor
    public void owner() {
        PoolFixture.free(pool, 1, null);
        PoolFixture.free(pool, 3, null);
        pool.drain();
        pool.abandon();
    }

    @Actor
    public void adopter(ZIL_Result r) {
        r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
        r.r2 = r.r1 ? pool.available() : -1;
    }

    @Arbiter
    public void check(ZIL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
