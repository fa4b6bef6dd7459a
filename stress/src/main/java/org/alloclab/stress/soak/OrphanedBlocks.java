package org.alloclab.stress.soak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What short-lived threads do on a heap, and the blocks that they leave behind for others. Any
 * thread, but for what says otherwise.
 */
final class OrphanedBlocks {
    private static final int ALLOCATED = 8;
    private static final int FREED_AT_ONCE = 2;
    private static final int FREED_FOR_OTHERS = ALLOCATED - FREED_AT_ONCE;
    private static final int IDS = 119; // the testbed's tasks come after these

    private final WitnessedHeap heap;
    private final long seed;
    private final SizeDistribution sizes;
    private final Queue<Block> left = new ConcurrentLinkedQueue<>();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong freedForOthers = new AtomicLong();

    private record Block(long address, int size, long key) {}

    OrphanedBlocks(WitnessedHeap heap, long seed) {
        this.heap = heap;
        this.seed = seed;
        sizes = SizeDistribution.small(new Dice(seed), false);
    }

    /** Allocates some blocks, frees a few of them and leaves the others behind. */
    void leave(int thread) {
        Dice dice = new Dice(seed + thread);
        for (int number = 0; number < ALLOCATED; number++) {
            int size = sizes.draw(dice);
            long key = WitnessedHeap.key(dice, 1 + thread % IDS);
            long address = heap.allocate(size, key);
            if (number < FREED_AT_ONCE) {
                heap.free(address, size, key);
            } else {
                left.add(new Block(address, size, key));
            }
        }
        operations.addAndGet(ALLOCATED + FREED_AT_ONCE);
    }

    /** Frees as many blocks of others as a thread leaves, less some. */
    void inherit(int less) {
        for (int number = less; number < FREED_FOR_OTHERS; number++) {
            Block block = left.poll();
            if (block == null) {
                return;
            }
            heap.free(block.address, block.size, block.key);
            operations.incrementAndGet();
            freedForOthers.incrementAndGet();
        }
    }

    /** All that was left behind; while all rest. */
    BlockList holding() {
        BlockList holding = new BlockList();
        left.forEach(block -> holding.add(block.address, block.size, block.key));
        return holding;
    }

    /** Frees all that was left behind. */
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
