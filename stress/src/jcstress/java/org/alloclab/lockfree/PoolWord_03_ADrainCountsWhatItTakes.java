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
 * The owner drains while somebody frees two blocks more, one after the other.
 *
 * <p>How to run: {@code ./alloclab stress --tests PoolWord_03_ADrainCountsWhatItTakes}.
 *
 * <p>The list and its length are read at different moments, one might think: a length seen before
 * the exchange is too small for the list that came with it.
 *
 * <p>Head and count are in one word, and {@code Pool.drain} uses those that the exchange gave it,
 * not those it looked at to see whether a drain was worth while.
 *
 * <p>Verdict: what is spliced is as long as was counted, for any number of pushes before the
 * exchange.
 */
@JCStressTest
@Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "both pushed after the drain")
@Outcome(id = "3, sound", expect = ACCEPTABLE, desc = "one before, one after")
@Outcome(id = "4, sound", expect = ACCEPTABLE, desc = "both before")
@Outcome(expect = FORBIDDEN, desc = "the books do not agree")
@State
public class PoolWord_03_ADrainCountsWhatItTakes {
    private final Pool pool = PoolFixture.full();

    public PoolWord_03_ADrainCountsWhatItTakes() {
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
        PoolFixture.free(pool, 3, null);
    }

    @Arbiter
    public void count(IL_Result r) {
        r.r1 = pool.available();
        r.r2 = PoolFixture.books(pool);
    }
}
