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
 * Two threads free the same block at once. It is a bug of theirs; the question is what becomes of
 * the heap.
 *
 * <p>How to run: {@code ./alloclab stress --tests
 * LockFreeAllocator_02_ADoubleFreeIsNotHandedOutTwice}.
 *
 * <p>One would believe that a mark which is checked with each free catches it. But both may have
 * read the mark before either has changed it: then the block is on two lists, and it is handed out
 * twice.
 *
 * <p>Each way out looks at the mark again: {@code Marks.lend} when a block leaves a magazine,
 * {@code PoolBlocks.takeFreed} when it leaves the list of its pool, {@code PoolBlocks.splice}
 * counts the list of those that others have freed.
 *
 * <p>Verdict: a race that both have won is found out when the second copy is about to be handed
 * out: its mark says that somebody has it. One thread that has its own copy lent and freed again
 * before the other's free goes on is beyond that; here all frees are done before the next
 * allocation.
 */
@JCStressTest
@Outcome(
        id = "apart",
        expect = ACCEPTABLE,
        desc = "one free failed, or the second copy was not reached")
@Outcome(id = "caught", expect = ACCEPTABLE, desc = "found out when the block was handed out again")
@Outcome(expect = FORBIDDEN, desc = "a block for two")
@State
public class LockFreeAllocator_02_ADoubleFreeIsNotHandedOutTwice {
    private static final int BYTES = 512;

    // Not closed: its memory is a slot's, and the rest is the collector's.
    private final LockFreeAllocator heap = new LockFreeAllocator(Slots.LAYOUT, Slots.source(2));
    private final long block = heap.allocate(BYTES);
    private final long other = heap.allocate(BYTES);

    @Actor
    public void first() {
        free(block);
    }

    @Actor
    public void second() {
        free(other);
        free(block);
    }

    private void free(long address) {
        try {
            heap.free(address);
        } catch (InvalidAddressException | HeapCorruptedException e) {
            // found out at once
        }
    }

    @Arbiter
    public void allocate(L_Result r) {
        long[] blocks = new long[3 * LoneArena.BLOCKS];
        try {
            Arrays.setAll(blocks, index -> heap.allocate(BYTES));
        } catch (HeapCorruptedException e) {
            r.r1 = "caught";
            return;
        }
        r.r1 = Arrays.stream(blocks).distinct().count() == blocks.length ? "apart" : "twice";
    }
}
