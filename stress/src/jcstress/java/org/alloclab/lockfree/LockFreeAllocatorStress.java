package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.memory.Memory;
import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The whole allocator, called by threads that exchange blocks. */
public final class LockFreeAllocatorStress {
    private LockFreeAllocatorStress() {}

    /**
     * Two threads allocate, write, swap blocks through a mailbox, and free the one that they got:
     * each frees what the other has allocated, and allocates what the other has freed.
     *
     * <p>How to run: {@code ./alloclab stress --tests LockFreeAllocatorStress.ABlockHasOneOwner}.
     *
     * <p>One would believe that a payload is no business of the allocator's. But it owes one thing:
     * what was done to a block before it was freed happens before what is done to it when it is
     * allocated again.
     *
     * <p>The free pushes by a CAS on the word of the pool, the owner drains by an exchange and
     * hands out what it has drained. No block is on two lists, or both on a list and in use.
     *
     * <p>Verdict: the CAS releases and the exchange acquires, so the freer's last read cannot see
     * the next holder's first write, nor can a late write of the freer reach it. Every thread reads
     * only what it wrote itself, or what the thread that passed the block on wrote.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "every byte is as its holder wrote it")
    @Outcome(expect = FORBIDDEN, desc = "two holders of one block")
    @State
    public static class ABlockHasOneOwner {
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

    /**
     * Two threads free the same block at once. It is a bug of theirs; the question is what becomes
     * of the heap.
     *
     * <p>How to run: {@code ./alloclab stress --tests
     * LockFreeAllocatorStress.ADoubleFreeIsNotHandedOutTwice}.
     *
     * <p>One would believe that a mark which is checked with each free catches it. But both may
     * have read the mark before either has changed it: then the block is on two lists, and it is
     * handed out twice.
     *
     * <p>Each way out looks at the mark again: {@code Marks.lend} when a block leaves a magazine,
     * {@code PoolBlocks.takeFreed} when it leaves the list of its pool, {@code PoolBlocks.splice}
     * counts the list of those that others have freed.
     *
     * <p>Verdict: a race that both have won is found out when the second copy is about to be handed
     * out: its mark says that it is in use. One thread that has its own copy lent and freed again
     * before the other's free goes on is beyond that; here all frees are done before the next
     * allocation.
     */
    @JCStressTest
    @Outcome(
            id = "apart",
            expect = ACCEPTABLE,
            desc = "one free failed, or the second copy was not reached")
    @Outcome(
            id = "caught",
            expect = ACCEPTABLE,
            desc = "found out when the block was handed out again")
    @Outcome(expect = FORBIDDEN, desc = "a block for two")
    @State
    public static class ADoubleFreeIsNotHandedOutTwice {
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

    /**
     * One thread reallocates a block while another frees it: a bug of theirs, and a common one.
     *
     * <p>How to run: {@code ./alloclab stress --tests
     * LockFreeAllocatorStress.AReallocationMeetsAFree}.
     *
     * <p>One would believe that reallocating is one step. It is three: allocate, copy, free; and
     * the block may be freed by another thread before the third.
     *
     * <p>{@code LockFreeAllocator.reallocate} frees the old block by the same path as everybody,
     * with the same look at its mark, and the new block belongs to no other thread from the start.
     *
     * <p>Verdict: as in {@link ADoubleFreeIsNotHandedOutTwice}: one of the two fails, or the second
     * copy is found out when it is to be handed out.
     */
    @JCStressTest
    @Outcome(
            id = "apart",
            expect = ACCEPTABLE,
            desc = "one of the two failed, or the second copy was not reached")
    @Outcome(
            id = "caught",
            expect = ACCEPTABLE,
            desc = "found out when the block was handed out again")
    @Outcome(expect = FORBIDDEN, desc = "a block for two")
    @State
    public static class AReallocationMeetsAFree {
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

    /**
     * A thread asks for the figures while another allocates, frees and gives pools back to serve
     * other classes.
     *
     * <p>How to run: {@code ./alloclab stress --tests LockFreeAllocatorStress.FiguresStayInBounds}.
     *
     * <p>One would believe that counters which are added to and subtracted from are right. Where
     * they are several they are read at different moments, and their difference may be negative:
     * allocators have shipped with that.
     *
     * <p>There are no counters. {@code Pool.view} reads the word once, and counts the marks of the
     * class that it says.
     *
     * <p>Verdict: each pool's figures come from one read of its word and at most as many marks as
     * it has blocks. So none is negative and none exceeds what the pool holds, whatever happens
     * meanwhile; exact they are at rest only.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "every figure is within its bounds")
    @Outcome(expect = FORBIDDEN, desc = "a negative figure, or more blocks than there are")
    @State
    public static class FiguresStayInBounds {
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

    /**
     * A thread puts its cache at hand while another closes the allocator and empties all that is at
     * hand.
     *
     * <p>How to run: {@code ./alloclab stress --tests
     * LockFreeAllocatorStress.AClosedHeapIsNotAtHand}.
     *
     * <p>One would believe that emptying every place after closing is enough. But a cache may be
     * put there after its place was emptied, by a thread that looked at the gate before it was
     * closed. It would go on allocating from memory that is gone.
     *
     * <p>{@code LockFreeAllocator.keepAtHand} writes the place first and looks at the gate
     * afterwards; {@code close} closes the gate first and empties the places afterwards.
     *
     * <p>Verdict: all four are volatile: if the thread does not see the gate closed, its cache was
     * there before it was closed, and is taken away. The negative control writes the place by a
     * release write: it may wait in the store buffer until the place has been emptied.
     */
    @JCStressTest
    @Control("weak-at-hand")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "nobody has a cache at hand")
    @Outcome(expect = FORBIDDEN, desc = "a closed allocator that still hands out blocks")
    @State
    public static class AClosedHeapIsNotAtHand {
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
}
