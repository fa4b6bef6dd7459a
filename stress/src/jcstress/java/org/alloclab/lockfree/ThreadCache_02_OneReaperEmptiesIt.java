package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Two threads reap the cache of a dead one at once.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_02_OneReaperEmptiesIt}.
 *
 * <p>One would believe that emptying twice does no harm: the second time there is nothing left. But
 * both walk the same plain lists at once, give the same blocks back twice, and give up the same
 * pool twice.
 *
 * <p>{@code ThreadCache.reap} turns LIVE to BUSY by a CAS before it touches anything, and only one
 * reaper gets that far.
 *
 * <p>Verdict: one CAS succeeds. What the dead thread wrote is visible to him because {@code
 * isAlive} has said no (JLS 17.4.4).
 */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "emptied once, and vacant")
@Outcome(expect = FORBIDDEN, desc = "emptied twice, or not at all")
@State
public class ThreadCache_02_OneReaperEmptiesIt {
    private final LoneHeap heap = new LoneHeap();
    private final ThreadCache cache = heap.caches.newCache();

    public ThreadCache_02_OneReaperEmptiesIt() {
        cache.allocateSlowly(LoneHeap.SIZE_CLASS);
        cache.handTo(LoneHeap.DEAD);
    }

    @Actor
    public void first(ZZZ_Result r) {
        r.r1 = reap();
    }

    @Actor
    public void second(ZZZ_Result r) {
        r.r2 = reap();
    }

    private boolean reap() {
        try {
            cache.reap();
            return true;
        } catch (RuntimeException e) {
            return false; // two walk the same lists
        }
    }

    @Arbiter
    public void look(ZZZ_Result r) {
        Pool pool = heap.arenas.takePool(LoneHeap.SIZE_CLASS, LoneArena.OWNER);
        r.r3 = pool.available() == LoneArena.BLOCKS - 1 && heap.isSound() && cache.tryTake();
    }
}
