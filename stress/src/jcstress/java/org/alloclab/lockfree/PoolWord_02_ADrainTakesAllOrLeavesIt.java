package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/**
 * The owner drains while somebody frees one block more.
 *
 * <p>How to run: {@code ./alloclab stress --tests PoolWord_02_ADrainTakesAllOrLeavesIt}.
 *
 * <p>One would believe that the owner takes what is there. If it reads the list and then stores an
 * empty one, it also throws away what came in between.
 *
 * <p>{@code Pool.drain} takes the list by one exchange, whatever it holds by then.
 *
 * <p>Verdict: a block is taken by the exchange or pushed after it. It is never in between.
 */
@JCStressTest
@Outcome(id = "3, sound", expect = ACCEPTABLE, desc = "pushed before the drain")
@Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "pushed after it, and still on the list")
@Outcome(expect = FORBIDDEN, desc = "a freed block is lost")
@State
public class PoolWord_02_ADrainTakesAllOrLeavesIt {
    private final Pool pool = PoolFixture.full();

    public PoolWord_02_ADrainTakesAllOrLeavesIt() {
        PoolFixture.free(pool, 0, null);
        PoolFixture.free(pool, 1, null);
    }

    @Actor
    public void owner() {
        pool.drain();
    }

    @Actor
    public void freer() {
        PoolFixture.free(pool, 2, null);
    }

    @Arbiter
    public void count(IL_Result r) {
        r.r1 = pool.available();
        r.r2 = PoolFixture.books(pool);
    }
}
