package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread makes a cache its own while a reaper comes by.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_07_ALiveCacheHasAThread}.
 *
 * <p>One would believe that the order of two lines is the order of two stores. The reaper that
 * reads LIVE asks the thread whether it is alive, and there must be one.
 *
 * <p>{@code ThreadCache.handTo} writes the thread opaque and then LIVE volatile; {@code
 * ThreadCache.reap} reads LIVE by a CAS and then the thread.
 *
 * <p>Verdict: the volatile write publishes the thread to whoever reads LIVE. The negative control
 * writes LIVE plainly.
 */
@JCStressTest
@Control("weak-cache-live")
@Outcome(id = "true", expect = ACCEPTABLE, desc = "left alone, or found alive")
@Outcome(expect = FORBIDDEN, desc = "LIVE without a thread, or a living thread reaped")
@State
public class ThreadCache_07_ALiveCacheHasAThread {
    private final ThreadCache cache = LoneHeap.vacant();
    private boolean failed;

    public ThreadCache_07_ALiveCacheHasAThread() {
        cache.tryTake();
    }

    @Actor
    public void take() {
        cache.handTo(LoneHeap.ALIVE);
    }

    @Actor
    public void reap() {
        try {
            cache.reap();
        } catch (NullPointerException e) {
            failed = true;
        }
    }

    @Arbiter
    public void look(Z_Result r) {
        r.r1 = !failed && !cache.tryTake();
    }
}
