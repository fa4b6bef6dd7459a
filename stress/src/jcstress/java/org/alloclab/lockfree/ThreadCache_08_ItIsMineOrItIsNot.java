package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * One thread makes a vacant cache its own, another asks meanwhile whether it is his.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_08_ItIsMineOrItIsNot}.
 *
 * <p>One would believe that a question which is read plainly, without any order, can be answered
 * wrongly. Each call of the allocator asks it, so an atomic read would be paid each time.
 *
 * <p>{@code ThreadCache.isOf} compares a plain field with the calling thread. Only a thread writes
 * itself there, and only after its death is it taken away.
 *
 * <p>Verdict: a stale value is null, or a dead thread, or another living one: never falsely the
 * caller. And a thread sees its own write.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "exact for both")
@Outcome(expect = FORBIDDEN, desc = "a cache believed to be one's own, or not recognised")
@State
public class ThreadCache_08_ItIsMineOrItIsNot {
    private final ThreadCache cache = LoneHeap.ofTheDead();

    @Actor
    public void take(ZZ_Result r) {
        cache.reap();
        cache.tryTake();
        cache.handTo(Thread.currentThread());
        r.r1 = cache.isOf(Thread.currentThread());
    }

    @Actor
    public void ask(ZZ_Result r) {
        Thread me = Thread.currentThread();
        r.r2 = cache.isOf(me) | cache.isOf(me);
    }
}
