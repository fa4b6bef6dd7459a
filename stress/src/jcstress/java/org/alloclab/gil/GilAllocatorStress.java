package org.alloclab.gil;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.alloclab.memory.Memory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

import java.util.concurrent.atomic.AtomicLong;

/** The whole allocator under its lock, called by several threads. */
public final class GilAllocatorStress {
    private GilAllocatorStress() {}

    /**
     * Two threads allocate from the same pool at once.
     *
     * <p>How to run: {@code ./alloclab stress --tests GilAllocatorStress.TwoAllocationsDiffer}.
     *
     * <p>One would believe that this is what CPython does. It is, but there the lock is held by the
     * running thread; without it both take the head of the list before either has moved it.
     *
     * <p>{@code GilAllocator.allocate} enters the lock before it touches the heap, and leaves it
     * when the block is the caller's.
     *
     * <p>Verdict: the calls come one behind the other.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "two blocks")
    @Outcome(expect = FORBIDDEN, desc = "a block for two")
    @State
    public static class TwoAllocationsDiffer {
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

    /**
     * Two threads allocate, write, swap blocks through a mailbox and free the one that they got, in
     * pools that hold eight blocks: each allocates what the other has freed.
     *
     * <p>How to run: {@code ./alloclab stress --tests GilAllocatorStress.ABlockHasOneOwner}.
     *
     * <p>One would believe that the order of a payload is the user's business. But what was done to
     * a block before it was freed must happen before what is done to it when it is allocated again,
     * and the two threads have no other tie than the heap.
     *
     * <p>{@code GilAllocator.free} and {@code allocate} run under the same lock, and the link in a
     * free block is written and read there only.
     *
     * <p>Verdict: the free is released with the lock that the allocation acquires.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "every byte is as its holder wrote it")
    @Outcome(expect = FORBIDDEN, desc = "two holders of one block")
    @State
    public static class ABlockHasOneOwner {
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

    /**
     * A thread asks for the figures while another allocates and frees.
     *
     * <p>How to run: {@code ./alloclab stress --tests GilAllocatorStress.FiguresAreOfOneMoment}.
     *
     * <p>One would believe that reading does no harm and needs no lock. But the figures are summed
     * up pool by pool, and while that goes on a block may leave one list and not yet be in another.
     *
     * <p>{@code GilAllocator.statistics} holds the lock for as long as it counts.
     *
     * <p>Verdict: no call is in progress when the heap is counted, so every byte is accounted for,
     * not only in bounds.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "every byte is accounted for")
    @Outcome(expect = FORBIDDEN, desc = "figures of a moment that never was")
    @State
    public static class FiguresAreOfOneMoment {
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
}
