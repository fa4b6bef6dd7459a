package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapCorruptedException;
import org.alloclab.InvalidAddressException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.Arrays;

/**
 * One thread reallocates a block while another frees it: a bug of theirs, and a common one.
 *
 * <p>How to run: {@code ./alloclab stress --tests LockFreeAllocator_03_AReallocationMeetsAFree}.
 *
 * <p>One would believe that reallocating is one step. It is three: allocate, copy, free; and the
 * block may be freed by somebody else before the third.
 *
 * <p>{@code LockFreeAllocator.reallocate} frees the old block by the same path as everybody, with
 * the same look at its mark, and the new block is nobody else's from the start.
 *
 * <p>Verdict: as in {@link LockFreeAllocator_02_ADoubleFreeIsNotHandedOutTwice}: one of the two
 * fails, or the second copy is found out when it is to be handed out.
 */
@JCStressTest
@Outcome(
        id = "apart",
        expect = ACCEPTABLE,
        desc = "one of the two failed, or the second copy was not reached")
@Outcome(id = "caught", expect = ACCEPTABLE, desc = "found out when the block was handed out again")
@Outcome(expect = FORBIDDEN, desc = "a block for two")
@State
public class LockFreeAllocator_03_AReallocationMeetsAFree {
    private static final int BYTES = 480;

    // Not closed: its memory is a slot's, and the rest is the collector's.
    private final LockFreeAllocator heap = new LockFreeAllocator(Slots.LAYOUT, Slots.source(2));
    private final long block = heap.allocate(BYTES);
    private final long other = heap.allocate(BYTES);
    private long moved;

    @Actor
    public void reallocate() {
        try {
            moved = heap.reallocate(block, 512);
        } catch (InvalidAddressException | HeapCorruptedException e) {
            // found out at once
        }
    }

    @Actor
    public void free() {
        try {
            heap.free(other);
            heap.free(block);
        } catch (InvalidAddressException | HeapCorruptedException e) {
            // found out at once
        }
    }

    @Arbiter
    public void allocate(L_Result r) {
        long[] blocks = new long[3 * LoneArena.BLOCKS];
        try {
            Arrays.setAll(blocks, index -> index == 0 ? moved : heap.allocate(BYTES));
        } catch (HeapCorruptedException e) {
            r.r1 = "caught";
            return;
        }
        r.r1 = Arrays.stream(blocks).distinct().count() == blocks.length ? "apart" : "twice";
    }
}
