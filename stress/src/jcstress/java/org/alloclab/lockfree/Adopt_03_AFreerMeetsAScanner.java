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
 * One thread adopts a partial pool because it needs blocks, another because it frees one into it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_03_AFreerMeetsAScanner}.
 *
 * <p>They come by different ways, one by a hint and one by an address, so one might give each way a
 * lock of its own; then both get in.
 *
 * <p>Both take the pool by a CAS on the same word.
 *
 * <p>Verdict: one of them owns the pool. If it is the scanner, the freer's block is on the list of
 * the pool, taken at once or left for the next drain.
 */
@JCStressTest
@Outcome(id = "true, PUSHED, sound", expect = ACCEPTABLE, desc = "the scanner has it")
@Outcome(id = "false, ADOPTED, sound", expect = ACCEPTABLE, desc = "the freer has it")
@Outcome(expect = FORBIDDEN, desc = "two owners, or none")
@State
public class Adopt_03_AFreerMeetsAScanner {
    private final Pool pool = PoolFixture.given(4);

    @Actor
    public void scanner(ZLL_Result r) {
        r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.ME);
    }

    @Actor
    public void freer(ZLL_Result r) {
        r.r2 = PoolFixture.free(pool, 0, PoolFixture.OTHER);
    }

    @Arbiter
    public void check(ZLL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
