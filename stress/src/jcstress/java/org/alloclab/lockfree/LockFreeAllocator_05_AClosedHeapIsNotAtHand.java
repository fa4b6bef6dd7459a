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

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;

/**
 * A thread puts its cache at hand while another closes the allocator and empties all that is at
 * hand.
 *
 * <p>How to run: {@code ./alloclab stress --tests LockFreeAllocator_05_AClosedHeapIsNotAtHand}.
 *
 * <p>One would believe that emptying every place after closing is enough. But a cache may be put
 * there after its place was emptied, by a thread that looked at the gate before it was closed. It
 * would go on allocating from memory that is gone.
 *
 * <p>{@code LockFreeAllocator.keepAtHand} writes the place first and looks at the gate afterwards;
 * {@code close} closes the gate first and empties the places afterwards.
 *
 * <p>Verdict: all four are volatile: if the thread does not see the gate closed, its cache was
 * there before it was closed, and is taken away. The negative control writes the place by a release
 * write: it may wait in the store buffer until the place has been emptied.
 */
@JCStressTest
@Control("weak-at-hand")
@Outcome(id = "true", expect = ACCEPTABLE, desc = "nobody has a cache at hand")
@Outcome(expect = FORBIDDEN, desc = "a closed allocator that still hands out blocks")
@State
public class LockFreeAllocator_05_AClosedHeapIsNotAtHand {
    private static final VarHandle AT_HAND =
            Peek.at(LockFreeAllocator.class, "atHand", ThreadCache[].class);

    // Its memory is a slot's.
    private final LockFreeAllocator heap = new LockFreeAllocator(Slots.LAYOUT, Slots.source(2));

    @Actor
    public void allocate() {
        try {
            heap.allocate(512);
        } catch (IllegalStateException e) {
            // closed
        }
    }

    @Actor
    public void close() {
        heap.allocate(512); // as long as the other one takes
        heap.close();
    }

    @Arbiter
    public void look(Z_Result r) {
        r.r1 = Arrays.stream((ThreadCache[]) AT_HAND.get(heap)).allMatch(Objects::isNull);
    }
}
