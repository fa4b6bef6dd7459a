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
 * The owner gives a full pool up, and a freer adopts it at once.
 *
 * <p>How to run: {@code ./alloclab stress --tests Detach_02_AnAdopterIsNotForgotten}.
 *
 * <p>It seems natural to wipe one's name off the door after one has left. By then somebody else may
 * have moved in: the late wipe takes the new owner's name away, and he no longer knows that the
 * pool is his.
 *
 * <p>{@code Pool.detach} clears {@code owner} before its CAS, and writes it back if the CAS fails.
 *
 * <p>Verdict: after the CAS the old owner writes nothing. Whoever adopted the pool is its owner,
 * now and at rest.
 */
@JCStressTest
@Outcome(id = "ADOPTED, true, sound", expect = ACCEPTABLE, desc = "the freer has it, and knows")
@Outcome(id = "PUSHED, false, sound", expect = ACCEPTABLE, desc = "the owner has kept it")
@Outcome(expect = FORBIDDEN, desc = "an owner without his name on the door")
@State
public class Detach_02_AnAdopterIsNotForgotten {
    private final Pool pool = PoolFixture.full();

    public Detach_02_AnAdopterIsNotForgotten() {
        PoolFixture.free(pool, 0, null);
    }

    @Actor
    public void owner() {
        pool.detach(PoolFixture.ME);
    }

    @Actor
    public void freer(LZL_Result r) {
        r.r1 = PoolFixture.free(pool, 1, PoolFixture.OTHER);
    }

    @Arbiter
    public void check(LZL_Result r) {
        r.r2 = pool.isOwnedBy(PoolFixture.OTHER);
        r.r3 = PoolFixture.books(pool);
    }
}
