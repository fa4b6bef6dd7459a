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
 * The owner gives up a pool that has nothing left to hand out, while somebody frees the block that
 * would make it worth a visit again.
 *
 * <p>How to run: {@code ./alloclab stress --tests Detach_01_NoWakeUpIsLost}.
 *
 * <p>One would check that the list is short, then say that the pool is full and forget it. A block
 * that comes between the two steps is freed into a pool that its freer still takes for owned: he
 * tells nobody, and nobody looks.
 *
 * <p>{@code Pool.detach} compares the whole word, list and all, with the one it judged.
 *
 * <p>Verdict: either the free comes first and the owner keeps the pool, or the pool is full first,
 * and the freer sees that and publishes it. One of the two always knows.
 */
@JCStressTest
@Outcome(
        id = "true, PUBLISHED, sound",
        expect = ACCEPTABLE,
        desc = "given up, and published by the freer")
@Outcome(id = "false, PUSHED, sound", expect = ACCEPTABLE, desc = "the owner saw the block in time")
@Outcome(expect = FORBIDDEN, desc = "blocks are back, and nobody knows")
@State
public class Detach_01_NoWakeUpIsLost {
    private final Pool pool = PoolFixture.full();

    public Detach_01_NoWakeUpIsLost() {
        PoolFixture.free(pool, 0, null); // one more is a quarter
    }

    @Actor
    public void owner(ZLL_Result r) {
        r.r1 = pool.detach(PoolFixture.ME);
    }

    @Actor
    public void freer(ZLL_Result r) {
        r.r2 = PoolFixture.free(pool, 1, null);
    }

    @Arbiter
    public void check(ZLL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
