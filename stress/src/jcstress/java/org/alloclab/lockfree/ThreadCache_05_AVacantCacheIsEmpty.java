package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A reaper empties a cache and says that it is vacant; a new thread takes it and looks into its
 * magazine.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_05_AVacantCacheIsEmpty}.
 *
 * <p>One would believe that VACANT means empty. It does, if what came before it is visible to
 * whoever reads it: the magazine is plain.
 *
 * <p>{@code ThreadCache.reap} writes VACANT volatile, after all else; {@code ThreadCache.tryTake}
 * reads it volatile and takes it by a CAS.
 *
 * <p>Verdict: the write releases, the CAS acquires. The negative control writes VACANT plainly: a
 * compiler may then move the emptying behind it.
 */
@JCStressTest
@Control("weak-cache-vacant")
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not vacant yet")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "vacant, and empty")
@Outcome(expect = FORBIDDEN, desc = "a block that was given back is still in the magazine")
@State
public class ThreadCache_05_AVacantCacheIsEmpty {
    private final LoneHeap heap = new LoneHeap();
    private final ThreadCache cache = heap.caches.newCache();

    public ThreadCache_05_AVacantCacheIsEmpty() {
        cache.allocateSlowly(LoneHeap.SIZE_CLASS);
        cache.handTo(LoneHeap.DEAD);
    }

    @Actor
    public void reap() {
        cache.reap();
    }

    @Actor
    public void take(I_Result r) {
        r.r1 = cache.tryTake() ? cache.size(LoneHeap.SIZE_CLASS) : -1;
    }
}
