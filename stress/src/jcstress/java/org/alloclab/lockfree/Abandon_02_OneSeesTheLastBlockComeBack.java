package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;

/**
 * A pool is given up while its last block in use comes back.
 *
 * <p>How to run: {@code ./alloclab stress --tests Abandon_02_OneSeesTheLastBlockComeBack}.
 *
 * <p>If the one looks before the block is there, and the other before the pool is nobody's, neither
 * sees that the pool is wholly free; or both do, and give it back twice.
 *
 * <p>Both decide by the word that their own CAS replaces.
 *
 * <p>Verdict: exactly one of them brings the pool to FREE.
 */
@JCStressTest
@Outcome(
        id = "0, PUSHED, sound",
        expect = ACCEPTABLE,
        desc = "the block came first: who gives up sees it")
@Outcome(id = "3, RETIRED, sound", expect = ACCEPTABLE, desc = "it came last: its freer sees it")
@Outcome(expect = FORBIDDEN, desc = "retired twice, or never")
@State
public class Abandon_02_OneSeesTheLastBlockComeBack {
    private final Pool pool = PoolFixture.owned(1);

    @Actor
    public void owner(ILL_Result r) {
        r.r1 = pool.abandon();
    }

    @Actor
    public void freer(ILL_Result r) {
        r.r2 = PoolFixture.free(pool, 0, null);
    }

    @Arbiter
    public void check(ILL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
