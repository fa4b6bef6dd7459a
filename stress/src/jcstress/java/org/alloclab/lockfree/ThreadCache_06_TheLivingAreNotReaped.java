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
 * Two threads reap the cache of a dead one; one of them takes it at once for itself.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_06_TheLivingAreNotReaped}.
 *
 * <p>One would believe that a reaper may ask first whether the owner is alive, and take the cache
 * then. But between the question and the CAS the cache may have been reaped by another, taken, and
 * become the one of a living thread: the state says LIVE again, and the CAS succeeds. The living
 * thread goes on using what somebody else is emptying.
 *
 * <p>{@code ThreadCache.reap} takes the cache first and asks afterwards; if the owner lives it
 * gives the cache back untouched. The owner never looks at the state, so it does not notice.
 *
 * <p>Verdict: while the state is BUSY nobody changes the owner, so the answer is about the thread
 * that the cache belongs to.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "taken, and kept")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the other reaper was at it")
@Outcome(expect = FORBIDDEN, desc = "a living thread lost its cache")
@State
public class ThreadCache_06_TheLivingAreNotReaped {
    private final ThreadCache cache = LoneHeap.ofTheDead();

    @Actor
    public void reapAndTake(ZZ_Result r) {
        cache.reap();
        if (cache.tryTake()) {
            cache.handTo(LoneHeap.ALIVE);
            r.r1 = true;
            r.r2 = cache.isOf(LoneHeap.ALIVE);
        }
    }

    @Actor
    public void reap() {
        cache.reap();
    }

    @Arbiter
    public void look(ZZ_Result r) {
        cache.reap();
        r.r2 &= !cache.tryTake(); // the owner lives
    }
}
