package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread asks for the figures while another allocates, frees and gives pools back to serve other
 * classes.
 *
 * <p>How to run: {@code ./alloclab stress --tests LockFreeAllocator_04_FiguresStayInBounds}.
 *
 * <p>One would believe that counters which are added to and subtracted from are right. Where they
 * are several they are read at different moments, and their difference may be negative: allocators
 * have shipped with that.
 *
 * <p>There are no counters. {@code Pool.view} reads the word once, and counts the marks of the
 * class that it says.
 *
 * <p>Verdict: each pool's figures come from one read of its word and at most as many marks as it
 * has blocks. So none is negative and none exceeds what the pool holds, whatever happens meanwhile;
 * exact they are at rest only.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "every figure is within its bounds")
@Outcome(expect = FORBIDDEN, desc = "a negative figure, or more blocks than there are")
@State
public class LockFreeAllocator_04_FiguresStayInBounds {
    private static final LockFreeAllocator HEAP =
            new LockFreeAllocator(Slots.LAYOUT, Slots.source(2));
    private static int turn;

    @Actor
    public void churn() {
        int size = 16 + (turn++ & 31) * 16;
        HEAP.free(HEAP.allocate(size));
        HEAP.trim();
    }

    @Actor
    public void ask(Z_Result r) {
        r.r1 = isSound(HEAP.statistics()) && isSound(HEAP.snapshot());
    }

    private static boolean isSound(HeapStatistics figures) {
        return figures.liveBlocks() >= 0
                && figures.liveBlocks() <= 1
                && figures.availableBytes() >= 0
                && figures.unusedPools() >= 0
                && figures.mappedBytes() >= 0
                && figures.accountedBytes() == figures.arenaBytes();
    }

    private static boolean isSound(HeapSnapshot heap) {
        return heap.arenas().stream()
                .flatMap(arena -> arena.pools().stream())
                .allMatch(pool -> pool.live() >= 0 && pool.live() <= pool.capacity());
    }
}
