package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/**
 * The last block of a pool of nobody comes back while somebody adopts the pool.
 *
 * <p>How to run: {@code ./alloclab stress --tests Retire_02_TheLastFreeMeetsAnAdopter}.
 *
 * <p>If the adopter gets a pool that has just been given back to the arena, it shares it with the
 * next one to claim it.
 *
 * <p>From PARTIAL the word goes to OWNED or to FREE, by one CAS.
 *
 * <p>Verdict: the adopter has the pool and the block is pushed, or the pool is retired and the
 * adopter has nothing.
 */
@JCStressTest
@Outcome(id = "true, PUSHED, sound", expect = ACCEPTABLE, desc = "adopted")
@Outcome(id = "false, RETIRED, sound", expect = ACCEPTABLE, desc = "retired")
@Outcome(expect = FORBIDDEN, desc = "adopted and retired")
@State
public class Retire_02_TheLastFreeMeetsAnAdopter {
    private final Pool pool = PoolFixture.given(1);

    @Actor
    public void scanner(ZLL_Result r) {
        r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
    }

    @Actor
    public void lastFreer(ZLL_Result r) {
        r.r2 = PoolFixture.free(pool, 0, null);
    }

    @Arbiter
    public void check(ZLL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
