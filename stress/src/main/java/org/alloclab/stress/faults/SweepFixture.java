package org.alloclab.stress.faults;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapExhaustedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.LockProbe;
import org.alloclab.lockfree.Inside;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.HeapAccounting;
import org.alloclab.stress.witness.HeldBlock;
import org.alloclab.stress.witness.PreallocatedArenas;
import org.alloclab.stress.witness.SingleThread;
import org.alloclab.stress.witness.WitnessedHeap;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A witnessed heap of its own for one run of a workload. A block is entered after it was allocated
 * and removed before it is freed: a block whose call did not return has no holder.
 */
final class SweepFixture implements AutoCloseable {
    private static final int OWNER = 1;
    private static final int MOST_DAMAGED = 100;
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private static final int ARENAS = 8;
    private static final int RANGES = 64; // more than are in use at once
    private static final long RANGE_BYTES = ARENAS * PreallocatedArenas.ARENA_BYTES;
    private static final AddressRange MEMORY = PreallocatedArenas.map(RANGES * RANGE_BYTES);
    private static final AtomicInteger NEXT_RANGE = new AtomicInteger();

    private final WitnessedHeap heap;
    private final SingleThread partner = new SingleThread("partner");
    private final Set<HeldBlock> live = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<HeldBlock> shared = new ConcurrentLinkedQueue<>();
    private final AtomicLong keys = new AtomicLong();
    private final AtomicInteger damaged = new AtomicInteger();
    private volatile int mostDamaged;

    private SweepFixture(WitnessedHeap heap) {
        this.heap = heap;
    }

    static SweepFixture open(
            AllocatorProvider provider, SweepWorkload workload, ArenaSource arenas) {
        return new SweepFixture(WitnessedHeap.open(provider, workload.layout(), arenas));
    }

    static SweepFixture open(AllocatorProvider provider, SweepWorkload workload) {
        return open(provider, workload, preallocated());
    }

    /** A few arenas that are overwritten when they come and go; the lowest free one comes first. */
    static ArenaSource preallocated() {
        long place = NEXT_RANGE.getAndIncrement() % RANGES * RANGE_BYTES;
        AddressRange range = new AddressRange(MEMORY.start() + place, RANGE_BYTES);
        return new PreallocatedArenas(range, ARENAS, true);
    }

    /** The allocator itself. */
    SmallObjectAllocator heap() {
        return heap.allocator();
    }

    /**
     * From now on a pool may be found damaged, and is put out of use: the thread that finds it
     * tries again.
     */
    void tolerateDamage() {
        mostDamaged = MOST_DAMAGED;
    }

    /** Pools found damaged so far. */
    int damaged() {
        return damaged.get();
    }

    HeldBlock allocate(int size) {
        long key = nextKey();
        return entered(untilSound(() -> heap.allocate(size, key)), size, key);
    }

    HeldBlock allocateZeroed(int size) {
        long key = nextKey();
        return entered(untilSound(() -> heap.allocateZeroed(size, key)), size, key);
    }

    /** Resizes a block; if there is no memory, it stays as it was. */
    HeldBlock reallocate(HeldBlock block, int size) {
        long key = nextKey();
        live.remove(block);
        try {
            long moved =
                    untilSound(() ->
                            heap.reallocate(block.address(), block.size(), block.key(), size, key));
            return entered(moved, size, key);
        } catch (HeapExhaustedException | OutOfMemoryError e) {
            live.add(block);
            throw e;
        }
    }

    private long nextKey() {
        return WitnessedHeap.key(keys.addAndGet(STEP), OWNER);
    }

    private HeldBlock entered(long address, int size, long key) {
        HeldBlock block = new HeldBlock(address, size, key);
        live.add(block);
        return block;
    }

    void free(HeldBlock block) {
        if (!live.remove(block)) {
            throw new AssertionError("block 0x%x: freed twice".formatted(block.address()));
        }
        try {
            heap.free(block.address(), block.size(), block.key());
        } catch (HeapCorruptedException e) {
            countDamage(e);
            untilSound(() -> freeIfLive(block.address()));
        }
    }

    private long freeIfLive(long block) {
        try {
            heap().usableSize(block);
        } catch (InvalidAddressException e) {
            return 0;
        }
        heap().free(block);
        return 0;
    }

    void trim() {
        untilSound(() -> {
            heap().trim();
            return 0;
        });
    }

    private long untilSound(LongSupplier call) {
        while (true) {
            try {
                return call.getAsLong();
            } catch (HeapCorruptedException e) {
                countDamage(e);
            }
        }
    }

    private void countDamage(HeapCorruptedException e) {
        if (damaged.incrementAndGet() > mostDamaged) {
            throw e;
        }
    }

    /** Allocates blocks, for the calling thread to hold. */
    List<HeldBlock> take(int count, int size) {
        HeldBlock[] blocks = new HeldBlock[count];
        Arrays.setAll(blocks, _ -> allocate(size));
        return List.of(blocks);
    }

    /** Frees blocks, whichever thread allocated them. */
    void give(Collection<HeldBlock> blocks) {
        blocks.forEach(this::free);
    }

    /** Leaves blocks to be freed by any thread. */
    void share(Collection<HeldBlock> blocks) {
        shared.addAll(blocks);
    }

    /** A block that was left; null where there is none. */
    HeldBlock shared() {
        return shared.poll();
    }

    /** Runs a task on another thread, which lives as long as the fixture. */
    void onPartner(Runnable task) {
        partner.run(task);
    }

    /** Runs a task on another thread, which has ended when this returns. */
    static void onPassingThread(Runnable task) {
        SingleThread.runOnce("passing", task);
    }

    /**
     * Checks the heap, frees all live blocks, and checks it again. Caller: when no other thread
     * calls any more.
     *
     * @return what the heap still has: blocks without a holder, and arenas
     */
    int leftAfterAll() {
        Inside.check(heap());
        HeapAccounting.check(heap, List.of(BlockList.of(live)));
        int left = left();
        Inside.check(heap());
        if (left == 0) {
            HeapAccounting.checkEmpty(heap);
        }
        return left;
    }

    /** Frees all live blocks; how many blocks and arenas the heap still has. */
    int left() {
        Inside.leaveStripes(heap());
        onPassingThread(() -> give(List.copyOf(live)));
        partner.close();
        trim();
        return Math.toIntExact(heap().statistics().liveBlocks() + heap.arenas().held());
    }

    @Override
    public void close() {
        partner.close();
        if (LockProbe.lockOf(heap()).map(ReentrantLock::isLocked).orElse(false)) {
            heap.arenas().close(); // the lock is never released: the arenas go without the heap
        } else {
            heap().close();
        }
    }
}
