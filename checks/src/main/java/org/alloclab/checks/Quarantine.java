package org.alloclab.checks;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The blocks freed last: they keep their memory, full of dead bytes, so that who writes into one is
 * found out, and are given back in the order in which they came. There are few of them, in blocks
 * and in bytes.
 *
 * <p>Caller: any thread. Progress: lock-free, but for what giving back takes.
 */
final class Quarantine {
    private static final int MOST_BLOCKS = 256;
    private static final long MOST_BYTES = 1 << 20;

    private final Consumer<Block> giveBack;
    private final ConcurrentLinkedQueue<Block> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger blocks = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param giveBack what is done with a block that leaves, which the caller holds
     */
    Quarantine(Consumer<Block> giveBack) {
        this.giveBack = giveBack;
    }

    /** Takes in a freed block; others may leave for it. */
    void add(Block block) {
        enter(block);
        while ((blocks.get() > MOST_BLOCKS || bytes.get() > MOST_BYTES) && leave()) {
            // The counts change before the queue does: at worst one leaves too early.
        }
    }

    /** Lets everything leave that is in now. */
    void flush() {
        for (int left = blocks.get(); left > 0 && leave(); left--) {
            // Others may be adding: what comes meanwhile stays.
        }
    }

    private void enter(Block block) {
        blocks.incrementAndGet();
        bytes.addAndGet(block.size());
        queue.add(block);
    }

    /** Whether the block that came first has left; not if there is none, or it is being read. */
    private boolean leave() {
        Block block = queue.poll();
        if (block == null) {
            return false;
        }
        blocks.decrementAndGet();
        bytes.addAndGet(-block.size());
        if (!block.holdFreed()) {
            enter(block); // who reads it is about to stop the heap
            return false;
        }
        giveBack.accept(block);
        return true;
    }
}
