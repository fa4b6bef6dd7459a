package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * A thread follows an old hint to a pool that is about to serve another class.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_06_AnotherClassIsNotAdopted}.
 *
 * <p>It has seen that the pool is partial in its class. If it takes the pool on the strength of
 * that, it hands out blocks of the wrong size.
 *
 * <p>The class is in the word that {@code Pool.adopt} compares.
 *
 * <p>Verdict: the pool is adopted in the class it has, or not at all.
 */
@JCStressTest
@Outcome(id = "true, sound", expect = ACCEPTABLE, desc = "still of the class")
@Outcome(id = "false, sound", expect = ACCEPTABLE, desc = "retired, or of another class")
@Outcome(expect = FORBIDDEN, desc = "a pool of another class")
@State
public class Adopt_06_AnotherClassIsNotAdopted {
    private final Pool pool = PoolFixture.given(1);

    @Actor
    public void lastFreerAndNextUser() {
        if (PoolFixture.free(pool, 0, null) == Pool.Freed.RETIRED) {
            pool.open(15, PoolFixture.ME);
            Marks.lendFresh(pool.carve(1), 15);
        }
    }

    @Actor
    public void scanner(ZL_Result r) {
        r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
    }

    @Arbiter
    public void check(ZL_Result r) {
        r.r2 = PoolFixture.books(pool);
    }
}
