package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Two threads allocate from the same pool at once.
 *
 * <p>How to run: {@code ./alloclab stress --tests GilAllocator_01_TwoAllocationsDiffer}.
 *
 * <p>One would believe that this is what CPython does. It is, but there the lock is held by whoever
 * runs at all; without it both take the head of the list before either has moved it.
 *
 * <p>{@code GilAllocator.allocate} enters the lock before it touches the heap, and leaves it when
 * the block is the caller's.
 *
 * <p>Verdict: the calls come one behind the other.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "two blocks")
@Outcome(expect = FORBIDDEN, desc = "a block for two")
@State
public class GilAllocator_01_TwoAllocationsDiffer {
    private static final GilAllocator HEAP = new GilAllocator(HeapLayout.CLASSIC);

    private long first;
    private long second;

    @Actor
    public void first() {
        first = HEAP.allocate(64);
    }

    @Actor
    public void second() {
        second = HEAP.allocate(64);
    }

    @Arbiter
    public void look(Z_Result r) {
        r.r1 = first != second;
        HEAP.free(first);
        if (r.r1) {
            HEAP.free(second);
        }
    }
}
