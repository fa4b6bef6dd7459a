package org.alloclab.stress.faults;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapExhaustedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Who has which bytes, known without asking the allocator. Blocks are full of what tells their
 * address.
 *
 * <p>A block is entered after it was allocated and taken out before it is freed: one whose call did
 * not come to its end is nobody's. Any thread; nobody waits.
 */
final class BlockOracle {
    private static final int MOST_DAMAGED = 100;

    private final SmallObjectAllocator heap;
    private final ConcurrentSkipListMap<Long, Long> sizes = new ConcurrentSkipListMap<>();
    private final AtomicInteger damaged = new AtomicInteger();
    private volatile int mostDamaged;

    BlockOracle(SmallObjectAllocator heap) {
        this.heap = heap;
    }

    /** From now on a pool may be found damaged, and is put out of use: who meets it tries again. */
    void tolerateDamage() {
        mostDamaged = MOST_DAMAGED;
    }

    /** Pools found damaged so far. */
    int damaged() {
        return damaged.get();
    }

    /** Does something that may find a pool damaged. */
    void call(Runnable call) {
        untilSound(() -> {
            call.run();
            return 0;
        });
    }

    private long untilSound(LongSupplier call) {
        while (true) {
            try {
                return call.getAsLong();
            } catch (HeapCorruptedException e) {
                if (damaged.incrementAndGet() > mostDamaged) {
                    throw e;
                }
            }
        }
    }

    /**
     * @throws AssertionError if somebody has a part of the block
     */
    long allocate(long size) {
        return enter(untilSound(() -> heap.allocate(size)), size);
    }

    long allocateZeroed(long size) {
        long block = untilSound(() -> heap.allocateZeroed(size));
        for (long at = block; at < block + size; at++) {
            if (Memory.getByte(at) != 0) {
                throw new AssertionError("block 0x%x: not zero at 0x%x".formatted(block, at));
            }
        }
        return enter(block, size);
    }

    private long enter(long block, long size) {
        if (block % SizeClasses.ALIGNMENT != 0 || block == 0) {
            throw new AssertionError("block 0x%x: no block".formatted(block));
        }
        Map.Entry<Long, Long> below = sizes.floorEntry(block);
        Long above = sizes.ceilingKey(block);
        if (below != null && below.getKey() + below.getValue() > block
                || above != null && above < block + size
                || sizes.putIfAbsent(block, size) != null) {
            throw new AssertionError("block 0x%x: in two hands".formatted(block));
        }
        for (long at = block; at < block + size; at++) {
            Memory.putByte(at, stamp(at));
        }
        return block;
    }

    /**
     * @throws AssertionError if the bytes are not those that were put there
     */
    void free(long block) {
        Long size = sizes.get(block);
        check(block, size);
        if (!sizes.remove(block, size)) {
            throw new AssertionError("block 0x%x: freed by two".formatted(block));
        }
        AtomicBoolean again = new AtomicBoolean();
        untilSound(() -> {
            if (!again.getAndSet(true) || isLive(block)) {
                heap.free(block);
            }
            return 0;
        });
    }

    /** Caller: who holds it, or has tried to free it. */
    private boolean isLive(long block) {
        try {
            heap.usableSize(block);
            return true;
        } catch (InvalidAddressException e) {
            return false;
        }
    }

    /**
     * The block's new address; if it stays because there is no memory, it stays with its holder.
     */
    long reallocate(long block, long size) {
        long before = sizes.get(block);
        check(block, before);
        sizes.remove(block);
        long moved;
        try {
            moved = untilSound(() -> heap.reallocate(block, size));
        } catch (HeapExhaustedException | OutOfMemoryError e) {
            sizes.put(block, before);
            check(block, before);
            throw e;
        }
        for (long at = 0; at < Math.min(before, size); at++) {
            if (Memory.getByte(moved + at) != stamp(block + at)) {
                throw new AssertionError("block 0x%x: changed at +%d".formatted(moved, at));
            }
        }
        return enter(moved, size);
    }

    private static void check(long block, long size) {
        for (long at = block; at < block + size; at++) {
            if (Memory.getByte(at) != stamp(at)) {
                throw new AssertionError("block 0x%x: changed at 0x%x".formatted(block, at));
            }
        }
    }

    private static byte stamp(long address) {
        return (byte) (address * 0x9e3779b97f4a7c15L >>> 56);
    }

    /** All blocks that somebody has. */
    List<Long> blocks() {
        return List.copyOf(sizes.keySet());
    }
}
