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
 * Somebody asks for a pool's figures while its last blocks come back and it is cut anew for another
 * class.
 *
 * <p>How to run: {@code ./alloclab stress --tests PoolWord_05_FiguresStayInBounds}.
 *
 * <p>A snapshot of something that moves must be wrong, one would say. It may be late; but a pool
 * with more live blocks than it has, or with fewer than none, is a figure that never was.
 *
 * <p>{@code Pool.view} reads the word once, and counts the marks of the class that this word names.
 *
 * <p>Verdict: a count of marks at the blocks of one class is never negative and never more than
 * there are blocks of it, whatever the marks say.
 */
@JCStressTest
@Outcome(id = "true, sound", expect = ACCEPTABLE, desc = "in bounds")
@Outcome(expect = FORBIDDEN, desc = "more live blocks than fit in, or fewer than none")
@State
public class PoolWord_05_FiguresStayInBounds {
    private final Pool pool = PoolFixture.given(2);

    @Actor
    public void freerAndNextUser() {
        PoolFixture.free(pool, 0, null);
        PoolFixture.free(pool, 1, null); // the last: the pool is free now
        pool.open(PoolFixture.SIZE_CLASS / 2, PoolFixture.ME);
        Marks.lendFresh(pool.carve(1), PoolFixture.SIZE_CLASS / 2);
    }

    @Actor
    public void reader(ZL_Result r) {
        var view = pool.view();
        r.r1 = view.live() >= 0 && view.live() <= view.capacity();
    }

    @Arbiter
    public void check(ZL_Result r) {
        r.r2 = PoolFixture.books(pool);
    }
}
