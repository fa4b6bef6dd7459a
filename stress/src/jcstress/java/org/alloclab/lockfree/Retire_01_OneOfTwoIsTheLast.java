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
 * A pool of nobody has two blocks in use, and two threads free them.
 *
 * <p>How to run: {@code ./alloclab stress --tests Retire_01_OneOfTwoIsTheLast}.
 *
 * <p>Each asks whether its block is the last. With the count in one place and the number in use in
 * another, both may say no, and the pool is never given back; or both say yes, and the second
 * clears the claim of whoever has the pool by then.
 *
 * <p>Both numbers are in the word, and {@code Pool.freeRemotely} decides by the word that its CAS
 * replaces.
 *
 * <p>Verdict: exactly one of the two is the last.
 */
@JCStressTest
@Outcome(id = "PUSHED, RETIRED, sound", expect = ACCEPTABLE, desc = "the second was")
@Outcome(id = "RETIRED, PUSHED, sound", expect = ACCEPTABLE, desc = "the first was")
@Outcome(expect = FORBIDDEN, desc = "both were the last, or neither")
@State
public class Retire_01_OneOfTwoIsTheLast {
    private final Pool pool = PoolFixture.given(2);

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
