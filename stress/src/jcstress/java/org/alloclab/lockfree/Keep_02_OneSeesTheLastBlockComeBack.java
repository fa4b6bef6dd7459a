package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZL_Result;

/**
 * An owner ends its call and keeps the pool while another thread frees the last block of it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Keep_02_OneSeesTheLastBlockComeBack}.
 *
 * <p>While the owner is in its call, a freer cannot know how many blocks are out. If the owner does
 * not look again, neither of the two sees that all are back, and the pool stays as long as its
 * owner sleeps.
 *
 * <p>{@code Pool.keep} decides by the word that its CAS replaces, and publishes how many blocks are
 * out; so does the free.
 *
 * <p>Verdict: exactly one of the two retires the pool.
 */
@JCStressTest
@Outcome(id = "PUSHED, true, sound", expect = ACCEPTABLE, desc = "the owner finds all back")
@Outcome(id = "RETIRED, false, sound", expect = ACCEPTABLE, desc = "the freer does")
@Outcome(expect = FORBIDDEN, desc = "the pool is retired twice, or kept without a block out")
@State
public class Keep_02_OneSeesTheLastBlockComeBack {
    private final Pool pool = PoolFixture.owned(1);

    @Actor
    public void free(LZL_Result r) {
        r.r1 = PoolFixture.free(pool, 0, null);
    }

    @Actor
    public void keep(LZL_Result r) {
        r.r2 = pool.keep() == PoolWord.FREE;
    }

    @Arbiter
    public void check(LZL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
