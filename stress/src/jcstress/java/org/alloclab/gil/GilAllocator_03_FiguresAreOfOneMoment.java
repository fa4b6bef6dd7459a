package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread asks for the figures while another allocates and frees.
 *
 * <p>How to run: {@code ./alloclab stress --tests GilAllocator_03_FiguresAreOfOneMoment}.
 *
 * <p>One would believe that reading does no harm and needs no lock. But the figures are summed up
 * pool by pool, and while that goes on a block may leave one list and not yet be in another.
 *
 * <p>{@code GilAllocator.statistics} holds the lock for as long as it counts.
 *
 * <p>Verdict: no call is in progress when the heap is counted, so every byte is accounted for, not
 * only in bounds.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "every byte is accounted for")
@Outcome(expect = FORBIDDEN, desc = "figures of a moment that never was")
@State
public class GilAllocator_03_FiguresAreOfOneMoment {
    private static final GilAllocator HEAP = new GilAllocator(HeapLayout.CLASSIC);

    @Actor
    public void churn() {
        HEAP.free(HEAP.allocate(64));
    }

    @Actor
    public void ask(Z_Result r) {
        HeapStatistics figures = HEAP.statistics();
        r.r1 =
                figures.liveBlocks() >= 0
                        && figures.liveBlocks() <= 1
                        && figures.availableBytes() >= 0
                        && figures.accountedBytes() == figures.arenaBytes();
    }
}
