package org.alloclab.lockfree;

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
 * Two threads allocate, write, swap blocks through a mailbox, and free the one that they got: each
 * frees what the other has allocated, and allocates what the other has freed.
 *
 * <p>How to run: {@code ./alloclab stress --tests LockFreeAllocator_01_NobodyElseHasMyBlock}.
 *
 * <p>One would believe that a payload is no business of the allocator's. But it owes one thing:
 * what was done to a block before it was freed happens before what is done to it when it is
 * allocated again.
 *
 * <p>The free pushes by a CAS on the word of the pool, the owner drains by an exchange and hands
 * out what he has drained. No block is on two lists, or on a list and in somebody's hands.
 *
 * <p>Verdict: the CAS releases and the exchange acquires, so the freer's last read cannot see the
 * next holder's first write, nor can a write of his come late. And nobody reads anything but what
 * he, or who gave him the block, has written.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "every byte is as its holder wrote it")
@Outcome(expect = FORBIDDEN, desc = "two holders of one block")
@State
public class LockFreeAllocator_01_NobodyElseHasMyBlock {
    private static final int BYTES = 512;
    private static final LockFreeAllocator HEAP = new LockFreeAllocator(HeapLayout.CLASSIC);
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
