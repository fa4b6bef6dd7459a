package org.alloclab.stress.lincheck;

import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * {@link PlainSlots} whose values lie in blocks of an allocator: a block that two threads were
 * given, or whose bytes were lost on the way, shows as a value that was never put there.
 *
 * <p>Blocks are the largest there are, eight to a pool, so that a few steps go through all the ways
 * of a pool.
 */
public abstract class SlotsOnHeap extends ScenarioSteps {
    private static final int BYTES = 512;
    private static final int MOVED_BYTES = 352; // few enough to be given another block
    private static final int DAMAGED = -1;

    private final SmallObjectAllocator heap;
    private final AtomicLongArray blocks = new AtomicLongArray(PlainSlots.COUNT);

    /** Creates empty slots on an empty heap. */
    protected SlotsOnHeap(SmallObjectAllocator heap) {
        this.heap = heap;
    }

    /** Checks, at rest, that the books of the heap agree. */
    protected abstract void checkInvariants();

    /** As {@link PlainSlots#fill}. */
    public void fill(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            put(slot, slot + 1);
        }
    }

    /** As {@link PlainSlots#fillAndDie}, in a thread that ends. */
    public void fillAndDie(int slots) {
        Thread thread = new Thread(() -> fill(slots));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link PlainSlots#put}. */
    public boolean put(int slot, int value) {
        long block = heap.allocate(BYTES);
        write(block, value);
        write(block + BYTES - Long.BYTES, value);
        boolean put = blocks.compareAndSet(slot, 0, block);
        if (!put) {
            heap.free(block);
        }
        return put;
    }

    private static void write(long address, int value) {
        Memory.putLong(address, value);
    }

    /** As {@link PlainSlots#take}. */
    public int take(int slot) {
        long block = blocks.getAndSet(slot, 0);
        if (block == 0) {
            return 0;
        }
        long value = Memory.getLong(block);
        boolean whole = Memory.getLong(block + BYTES - Long.BYTES) == value;
        heap.free(block);
        return whole ? (int) value : DAMAGED;
    }

    /** As {@link PlainSlots#move}. */
    public int move(int slot) {
        long block = blocks.getAndSet(slot, 0);
        if (block == 0) {
            return 0;
        }
        long moved = heap.reallocate(block, MOVED_BYTES);
        long value = Memory.getLong(moved);
        heap.free(moved);
        return (int) value;
    }

    /** Gives back what nobody uses. */
    public void trim() {
        heap.trim();
    }

    /** The books of the heap agree, and its live blocks are those in the slots. */
    @Override
    protected void checkAtRest() {
        checkInvariants();
        int live =
                heap.snapshot().arenas().stream()
                        .flatMap(arena -> arena.pools().stream())
                        .mapToInt(PoolView::live)
                        .sum();
        int used = 0;
        for (int slot = 0; slot < PlainSlots.COUNT; slot++) {
            used += blocks.get(slot) != 0 ? 1 : 0;
        }
        Ledger.check(live == used, "%d blocks are live, %d are in use".formatted(live, used));
    }
}
