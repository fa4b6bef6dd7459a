package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapLayout;
import org.alloclab.memory.Memory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Two threads allocate, write, swap blocks through a mailbox and free the one that they got, in
 * pools that hold eight blocks: each allocates what the other has freed.
 *
 * <p>How to run: {@code ./alloclab stress --tests GilAllocator_02_NobodyElseHasMyBlock}.
 *
 * <p>One would believe that the order of a payload is the user's business. But what was done to a
 * block before it was freed must happen before what is done to it when it is allocated again, and
 * the two threads have no other tie than the heap.
 *
 * <p>{@code GilAllocator.free} and {@code allocate} run under the same lock, and the link in a free
 * block is written and read there only.
 *
 * <p>Verdict: the free is released with the lock that the allocation acquires.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "every byte is as its holder wrote it")
@Outcome(expect = FORBIDDEN, desc = "two holders of one block")
@State
public class GilAllocator_02_NobodyElseHasMyBlock {
    private static final int BYTES = 512;
    private static final GilAllocator HEAP = new GilAllocator(HeapLayout.CLASSIC);
    private static final AtomicLong MAILBOX = new AtomicLong();

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = trade(1);
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = trade(2);
    }

    private static boolean trade(int name) {
        long mine = HEAP.allocate(BYTES);
        write(mine, name);
        boolean sound = read(mine) == name;
        long got = MAILBOX.getAndSet(mine);
        if (got != 0) {
            sound &= read(got) > 0;
            write(got, name + 2);
            sound &= read(got) == name + 2;
            HEAP.free(got);
        }
        return sound;
    }

    private static void write(long block, int name) {
        Memory.putLong(block, name);
        Memory.putLong(block + BYTES - Long.BYTES, name);
    }

    /** The name at both ends, or -1 if they differ. */
    private static long read(long block) {
        long name = Memory.getLong(block);
        return Memory.getLong(block + BYTES - Long.BYTES) == name ? name : -1;
    }
}
