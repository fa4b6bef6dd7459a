package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/**
 * Two threads follow the same hint to the same partial pool.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_01_OneOwner}.
 *
 * <p>Both see that nobody owns it, and both would take it. Two owners hand out the same blocks,
 * without any atomic step and without ever noticing.
 *
 * <p>{@code Pool.adopt} takes a pool by a CAS from PARTIAL to OWNED; a hint is no right.
 *
 * <p>Verdict: one CAS succeeds, and the other thread then finds the pool owned.
 */
@JCStressTest
@Outcome(id = "true, false, sound", expect = ACCEPTABLE, desc = "the first has it")
@Outcome(id = "false, true, sound", expect = ACCEPTABLE, desc = "the second has it")
@Outcome(expect = FORBIDDEN, desc = "two owners, or none")
@State
public class Adopt_01_OneOwner {
    private final Pool pool = PoolFixture.given(4);

    @Actor
    public void first(ZZL_Result r) {
        r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.ME);
    }

    @Actor
    public void second(ZZL_Result r) {
        r.r2 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
    }

    @Arbiter
    public void check(ZZL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
