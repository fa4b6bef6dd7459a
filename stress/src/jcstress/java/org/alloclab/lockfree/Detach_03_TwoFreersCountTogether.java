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
 * A pool is full and nobody's. Two threads free a block each, and the two together make it worth a
 * visit.
 *
 * <p>How to run: {@code ./alloclab stress --tests Detach_03_TwoFreersCountTogether}.
 *
 * <p>Each of them asks whether its own block is the one that counts. If both ask before either has
 * pushed, both say no, and the pool stays hidden with a quarter of its blocks free.
 *
 * <p>{@code Pool.freeRemotely} asks the word that its own CAS replaces; who comes second must ask
 * again.
 *
 * <p>Verdict: exactly one of them publishes.
 */
@JCStressTest
@Outcome(id = "PUSHED, PUBLISHED, sound", expect = ACCEPTABLE, desc = "the second one publishes")
@Outcome(
        id = "PUBLISHED, PUSHED, sound",
        expect = ACCEPTABLE,
        desc = "the first one does, coming second")
@Outcome(expect = FORBIDDEN, desc = "nobody published it, or both did")
@State
public class Detach_03_TwoFreersCountTogether {
    private final Pool pool = PoolFixture.full();

    public Detach_03_TwoFreersCountTogether() {
        pool.detach(PoolFixture.ME);
    }

    @Actor
    public void first(LLL_Result r) {
        r.r1 = PoolFixture.free(pool, 0, null);
    }

    @Actor
    public void second(LLL_Result r) {
        r.r2 = PoolFixture.free(pool, 1, null);
    }

    @Arbiter
    public void check(LLL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
