package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A pool that its owner keeps is retired, and opened by another thread for the same class, which
 * keeps it in turn; meanwhile its former owner looks for it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Keep_03_AnotherOwnersPoolIsNotTakenUp}.
 *
 * <p>The word says what it said before, and no one tells the former owner. If the new one wrote its
 * name after the word, the former owner could still read its own, and take itself for the owner of
 * a pool that another is at work on.
 *
 * <p>{@code Pool.open} writes the owner before the word; {@code Pool.takeUp} reads the word first.
 *
 * <p>Verdict: whoever sees the word of the new owner sees its name. In the negative control the
 * name comes after the word.
 */
@JCStressTest
@Control("word-before-owner")
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "retired, and then opened for the other")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "taken up before")
@Outcome(expect = FORBIDDEN, desc = "two owners")
@State
public class Keep_03_AnotherOwnersPoolIsNotTakenUp {
    private final Pool pool = PoolFixture.kept(1);
    private boolean isTakenUp;

    @Actor
    public void retireAndOpen(ZZ_Result r) {
        if (PoolFixture.free(pool, 0, null) == Pool.Freed.RETIRED) {
            pool.open(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
            r.r1 = true;
        }
    }

    @Actor
    public void takeUp() {
        isTakenUp = pool.takeUp(PoolFixture.SIZE_CLASS, PoolFixture.ME);
    }

    @Arbiter
    public void check(ZZ_Result r) {
        r.r2 = r.r1 != isTakenUp;
    }
}
