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
 * The last three blocks of a pool of nobody come back, two from one thread and one from another.
 *
 * <p>How to run: {@code ./alloclab stress --tests Retire_03_TheLastOfThreeFrees}.
 *
 * <p>The middle one is the test: its freer may count itself last, or second to last, by a word that
 * is no longer there.
 *
 * <p>Whoever loses the CAS counts again.
 *
 * <p>Verdict: the pool is retired exactly once, by whoever came third.
 */
@JCStressTest
@Outcome(id = "1, sound", expect = ACCEPTABLE, desc = "retired once")
@Outcome(expect = FORBIDDEN, desc = "retired twice, or never")
@State
public class Retire_03_TheLastOfThreeFrees {
    private final Pool pool = PoolFixture.given(3);
    private boolean secondRetired;
    private boolean thirdRetired;

    @Actor
    public void two() {
        secondRetired =
                PoolFixture.free(pool, 0, null) == Pool.Freed.RETIRED
                        | PoolFixture.free(pool, 1, null) == Pool.Freed.RETIRED;
    }

    @Actor
    public void one() {
        thirdRetired = PoolFixture.free(pool, 2, null) == Pool.Freed.RETIRED;
    }

    @Arbiter
    public void check(IL_Result r) {
        r.r1 = (secondRetired ? 1 : 0) + (thirdRetired ? 1 : 0);
        r.r2 = PoolFixture.books(pool);
    }
}
