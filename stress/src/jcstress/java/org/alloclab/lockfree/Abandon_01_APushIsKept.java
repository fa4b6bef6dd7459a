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
 * A pool is given up with all its lists, because its thread has died, while somebody frees into it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Abandon_01_APushIsKept}.
 *
 * <p>The reaper knows the list: it has read the word. If it stores what it read, a block freed
 * since is gone, and with it the hope that this pool is ever wholly free.
 *
 * <p>{@code Pool.abandon} is a CAS in a loop.
 *
 * <p>Verdict: the list that stays with the pool is the one that was there. The block is on it,
 * whoever came first.
 */
@JCStressTest
@Outcome(id = "3, PUSHED, sound", expect = ACCEPTABLE, desc = "partial, and the block is there")
@Outcome(expect = FORBIDDEN, desc = "a freed block is lost")
@State
public class Abandon_01_APushIsKept {
    private final Pool pool = PoolFixture.owned(4);

    @Actor
    public void reaper(ILL_Result r) {
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
