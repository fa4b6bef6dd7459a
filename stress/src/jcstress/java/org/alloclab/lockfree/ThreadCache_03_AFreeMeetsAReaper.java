package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A block is freed by somebody else while the cache that its pool belongs to is being reaped.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_03_AFreeMeetsAReaper}.
 *
 * <p>One would believe that the pool of a dead thread can be handed on as it was read. But a block
 * that comes back between the reading and the writing of the word would be overwritten, and lost.
 *
 * <p>{@code Pool.abandon} changes the word by a CAS, which fails if a block was pushed meanwhile;
 * and whichever of the two finds the pool partial sets its hint.
 *
 * <p>Verdict: the free is a CAS on the same word, so it comes before or after: in the list that is
 * handed over, or in the list of a pool that is partial already.
 */
@JCStressTest
@Outcome(id = "true, 7", expect = ACCEPTABLE, desc = "the block is back, and the pool can be found")
@Outcome(expect = FORBIDDEN, desc = "a freed block is lost, or the pool is")
@State
public class ThreadCache_03_AFreeMeetsAReaper {
    private final LoneHeap heap = new LoneHeap();
    private final ThreadCache cache = heap.caches.newCache();
    private final long block;

    public ThreadCache_03_AFreeMeetsAReaper() {
        block = cache.allocateSlowly(LoneHeap.SIZE_CLASS);
        cache.allocateSlowly(LoneHeap.SIZE_CLASS);
        cache.handTo(LoneHeap.DEAD);
    }

    @Actor
    public void reap() {
        cache.reap();
    }

    @Actor
    public void free() {
        heap.free(block);
    }

    @Arbiter
    public void look(ZI_Result r) {
        r.r1 = heap.isSound();
        Pool pool = heap.arenas.takePool(LoneHeap.SIZE_CLASS, LoneArena.OWNER);
        r.r2 = pool.available();
    }
}
