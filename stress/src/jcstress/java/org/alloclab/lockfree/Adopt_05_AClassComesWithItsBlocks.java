package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A pool that was cut for one class serves another. Whoever adopts it next must cut as its last
 * owner did.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_05_AClassComesWithItsBlocks}.
 *
 * <p>The class is in the word, the size of its blocks beside it. Publish the word first, and a
 * thread finds the new class with the old size: its blocks overlap.
 *
 * <p>{@code Pool.open} cuts the blocks, and then stores the word.
 *
 * <p>Verdict: the store is volatile and last, so who learns of the class from the word finds the
 * blocks cut for it.
 */
@JCStressTest
@Control("weak-open")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not to be had yet")
@Outcome(id = "256, 16", expect = ACCEPTABLE, desc = "256 bytes, 16 of them")
@Outcome(expect = FORBIDDEN, desc = "blocks of another class")
@State
public class Adopt_05_AClassComesWithItsBlocks {
    private static final int NEXT_CLASS = 15;

    private final Pool pool = PoolFixture.given(1);

    public Adopt_05_AClassComesWithItsBlocks() {
        PoolFixture.free(pool, 0, null); // the last: the pool is free
    }

    @Actor
    public void nextUser() {
        pool.open(NEXT_CLASS, PoolFixture.ME);
        Marks.lendFresh(pool.carve(1), NEXT_CLASS);
        pool.abandon();
    }

    @Actor
    public void adopter(II_Result r) {
        boolean adopted = pool.adopt(NEXT_CLASS, PoolFixture.OTHER);
        r.r1 = adopted ? pool.blockBytes() : -1;
        r.r2 = adopted ? pool.capacity() : -1;
    }
}
