package org.alloclab.stress.soak;

import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.HeldBlock;
import org.alloclab.stress.witness.WitnessedHeap;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The blocks that short-lived threads leave behind for others to free. Any thread. */
final class OrphanedBlocks {
    private static final int ALLOCATED = 8;
    private static final int FREED_AT_ONCE = 2;
    private static final int FREED_FOR_OTHERS = ALLOCATED - FREED_AT_ONCE;
    private static final int IDS = 119; // the harness's tasks come after these

    private final WitnessedHeap heap;
    private final long seed;
    private final SizeDistribution sizes;
    private final Queue<HeldBlock> left = new ConcurrentLinkedQueue<>();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong freedForOthers = new AtomicLong();

    OrphanedBlocks(WitnessedHeap heap, long seed) {
        this.heap = heap;
        this.seed = seed;
        sizes = SizeDistribution.small(new SplittableRandom(seed), false);
    }

    /** Allocates some blocks, frees a few of them and leaves the others behind. */
    void leave(int thread) {
        SplittableRandom random = new SplittableRandom(seed + thread);
        for (int number = 0; number < ALLOCATED; number++) {
            int size = sizes.draw(random);
            long key = WitnessedHeap.key(random.nextLong(), 1 + thread % IDS);
            long address = heap.allocate(size, key);
            if (number < FREED_AT_ONCE) {
                heap.free(address, size, key);
            } else {
                left.add(new HeldBlock(address, size, key));
            }
        }
        operations.addAndGet(ALLOCATED + FREED_AT_ONCE);
    }

    /** Frees as many blocks of others as a thread leaves, less some. */
    void inherit(int less) {
        for (int number = less; number < FREED_FOR_OTHERS; number++) {
            HeldBlock block = left.poll();
            if (block == null) {
                return;
            }
            heap.free(block.address(), block.size(), block.key());
            operations.incrementAndGet();
            freedForOthers.incrementAndGet();
        }
    }

    /** The blocks left behind. Caller: while no other thread calls. */
    BlockList left() {
        return BlockList.of(left);
    }

    /** Frees all that were left behind. */
    void clear() {
        while (!left.isEmpty()) {
            inherit(0);
        }
    }

    long operations() {
        return operations.get();
    }

    long freedForOthers() {
        return freedForOthers.get();
    }
}
