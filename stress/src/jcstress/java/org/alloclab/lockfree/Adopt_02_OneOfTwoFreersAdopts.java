package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two threads free into a full pool of nobody, and each would adopt it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_02_OneOfTwoFreersAdopts}.
 *
 * <p>Both find it full. The first one to take it becomes its owner; the second must see that by
 * then it frees into somebody else's pool.
 *
 * <p>The CAS that frees the block is the one that adopts the pool, so a freer who lost judges anew.
 *
 * <p>Verdict: one adopts, the other pushes.
 */
@JCStressTest
@Outcome(id = "ADOPTED, PUSHED, sound", expect = ACCEPTABLE, desc = "the first has it")
@Outcome(id = "PUSHED, ADOPTED, sound", expect = ACCEPTABLE, desc = "the second has it")
@Outcome(expect = FORBIDDEN, desc = "two owners, or a block is lost")
@State
public class Adopt_02_OneOfTwoFreersAdopts {
    private final Pool pool = PoolFixture.full();

    public Adopt_02_OneOfTwoFreersAdopts() {
        pool.detach(PoolFixture.ME);
    }

    @Actor
    public void first(LLL_Result r) {
        r.r1 = PoolFixture.free(pool, 0, PoolFixture.ME);
    }

    @Actor
    public void second(LLL_Result r) {
        r.r2 = PoolFixture.free(pool, 1, PoolFixture.OTHER);
    }

    @Arbiter
    public void check(LLL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
