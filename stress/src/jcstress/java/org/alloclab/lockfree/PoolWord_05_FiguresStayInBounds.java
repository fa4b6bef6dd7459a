package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapSnapshot.PoolView;
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
    private static final int USED = 9; // more than there are blocks of the next class
    private static final int NEXT_CLASS = PoolFixture.SIZE_CLASS;

    private final Pool pool = PoolFixture.owned(0, USED);

    public PoolWord_05_FiguresStayInBounds() {
        pool.abandon();
    }

    @Actor
    public void freerAndNextUser() {
        for (int block = 0; block < USED; block++) {
            PoolFixture.free(pool, block, null); // the last: the pool is free now
        }
        pool.open(NEXT_CLASS, PoolFixture.ME);
        Marks.lendFresh(pool.carve(1), NEXT_CLASS);
    }

    @Actor
    public void reader(ZL_Result r) {
        PoolView view = pool.view();
        int capacity = view.sizeClass() < 0 ? 0 : pool.capacityFor(view.sizeClass());
        r.r1 = view.capacity() == capacity && view.live() >= 0 && view.live() <= capacity;
    }

    @Arbiter
    public void check(ZL_Result r) {
        r.r2 = PoolFixture.books(pool);
    }
}
