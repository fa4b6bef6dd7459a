package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * As {@link ThreadCache_03_AFreeMeetsAReaper}, with the last block that is out. One of the two must
 * give the pool back to its arena, and not both.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_04_TheLastFreeMeetsAReaper}.
 *
 * <p>One would believe that the reaper sees to it, since he has the pool. But he gave it up for a
 * partial one if the block was still out when he looked, and nobody allocates from it any more.
 *
 * <p>{@code Pool.freeRemotely} and {@code Pool.abandon} judge by the word that their own CAS
 * replaces, and {@code ThreadCaches} gives back a pool that one of them has retired.
 *
 * <p>Verdict: the second of the two CAS sees all blocks back and retires the pool; the first one
 * did not see them all.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the arena is wholly free")
@Outcome(expect = FORBIDDEN, desc = "a pool without a block in use is kept, or given back twice")
@State
public class ThreadCache_04_TheLastFreeMeetsAReaper {
    private final LoneHeap heap = new LoneHeap();
    private final ThreadCache cache = heap.caches.newCache();
    private final long block;

    public ThreadCache_04_TheLastFreeMeetsAReaper() {
        block = cache.allocateSlowly(LoneHeap.SIZE_CLASS);
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
    public void look(ZZ_Result r) {
        r.r1 = heap.isSound();
        r.r2 = heap.arenas.table().arena(0).isWhollyFree();
    }
}
