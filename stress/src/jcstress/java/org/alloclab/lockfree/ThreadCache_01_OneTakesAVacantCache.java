package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Two new threads find the same vacant cache.
 *
 * <p>How to run: {@code ./alloclab stress --tests ThreadCache_01_OneTakesAVacantCache}.
 *
 * <p>One would believe that a cache which says VACANT can be taken. But both have read that, and a
 * cache with two owners hands out each of its blocks twice: nothing in it is atomic.
 *
 * <p>{@code ThreadCache.tryTake} turns VACANT to BUSY by a CAS.
 *
 * <p>Verdict: one of two CAS from the same value fails, and its thread looks elsewhere.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first has it")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second has it")
@Outcome(expect = FORBIDDEN, desc = "two owners, or none")
@State
public class ThreadCache_01_OneTakesAVacantCache {
    private final ThreadCache cache = LoneHeap.vacant();

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = cache.tryTake();
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = cache.tryTake();
    }
}
