package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A thread asks whether it owns a pool, while that pool changes hands between two others.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_07_NobodyTakesAStrangersPoolForHis}.
 *
 * <p>The owner's name is read without any order, so what is read may be old. One might fear that an
 * old name lets the wrong thread in.
 *
 * <p>Only a thread itself writes its name there, and only it takes the name away.
 *
 * <p>Verdict: a stale name is somebody else's. A thread that never owned the pool is told so, and
 * one that has just adopted it as well.
 */
@JCStressTest
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "as it is")
@Outcome(expect = FORBIDDEN, desc = "a stranger let in, or an owner kept out")
@State
public class Adopt_07_NobodyTakesAStrangersPoolForHis {
    private final Pool pool = PoolFixture.given(4);

    @Actor
    public void stranger(ZZ_Result r) {
        r.r1 = pool.isOwnedBy(PoolFixture.STRANGER) | pool.isOwnedBy(PoolFixture.STRANGER);
    }

    @Actor
    public void owners(ZZ_Result r) {
        pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.ME);
        boolean first = pool.isOwnedBy(PoolFixture.ME);
        pool.abandon();
        pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
        r.r2 = first && pool.isOwnedBy(PoolFixture.OTHER) && !pool.isOwnedBy(PoolFixture.ME);
    }
}
