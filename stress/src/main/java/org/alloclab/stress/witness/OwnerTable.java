package org.alloclab.stress.witness;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * The owner of each 8 bytes of memory: one byte for each, eight to a word, taken and given up by
 * compare-and-set. An owner is the id of the worker that allocated the block, from 1 to 127; 0 is
 * none. The words hang in a tree of three levels over all 48-bit addresses, so any allocator's
 * blocks can be entered.
 *
 * <p>Any thread may call. Lock-free.
 */
final class OwnerTable {
    private static final int GRANULE_SHIFT = 3;
    private static final int PER_WORD_SHIFT = 3;
    private static final int PAGE_SHIFT = 18;
    private static final int PAGE_WORDS = 1 << PAGE_SHIFT - GRANULE_SHIFT - PER_WORD_SHIFT;
    private static final int NODE_SHIFT = 10;
    private static final int NODE = 1 << NODE_SHIFT;
    private static final long EVERY_BYTE = 0x0101010101010101L;

    private final AtomicReferenceArray<AtomicReferenceArray<AtomicReferenceArray<AtomicLongArray>>>
            root = new AtomicReferenceArray<>(NODE);

    /**
     * Enters the owner of a block.
     *
     * @throws Violation if a part of the block has an owner
     */
    void take(long block, int size, int id) {
        change(block, size, 0, id);
    }

    /**
     * Removes the owner of a block.
     *
     * @throws Violation if a part of the block is not this owner's
     */
    void give(long block, int size, int id) {
        change(block, size, id, 0);
    }

    private void change(long block, int size, int from, int to) {
        long granule = block >>> GRANULE_SHIFT;
        long end = granule + granules(size);
        while (granule < end) {
            int first = (int) granule & 7;
            int count = (int) Math.min(8 - first, end - granule);
            long mask = -1L >>> Long.SIZE - 8 * count << 8 * first;
            AtomicLongArray page = page(granule << GRANULE_SHIFT);
            int index = (int) (granule >>> PER_WORD_SHIFT) & PAGE_WORDS - 1;
            long before;
            do {
                before = page.get(index);
                if ((before & mask) != (EVERY_BYTE * from & mask)) {
                    throw taken(block, size, before & mask, from, to);
                }
            } while (!page.compareAndSet(index, before, before ^ EVERY_BYTE * (from ^ to) & mask));
            granule += count;
        }
    }

    /** Granules of a block; one even if its size is 0. */
    static int granules(int size) {
        return Math.max(1, size + (1 << GRANULE_SHIFT) - 1 >>> GRANULE_SHIFT);
    }

    private static Violation taken(long block, int size, long found, int from, int to) {
        int other = 0;
        for (long rest = found; rest != 0 && (other == 0 || other == from); rest >>>= 8) {
            other = (int) rest & 0x7f;
        }
        String what =
                from == 0
                        ? "block 0x%x of %d bytes was handed out to thread %d while thread %d owns it or a part of it"
                                .formatted(block, size, to, other)
                        : "block 0x%x of %d bytes is about to be freed, but its owner is %s (expected: thread %d)"
                                .formatted(
                                        block,
                                        size,
                                        other == 0 ? "unknown" : "thread " + other,
                                        from);
        return new Violation(block, what);
    }

    /** Checks that no part of an arena has an owner. */
    void checkUnowned(long arena, long bytes) {
        for (long address = arena; address < arena + bytes; address += 1L << PAGE_SHIFT) {
            AtomicLongArray page = page(address);
            for (int index = 0; index < PAGE_WORDS; index++) {
                long word = page.get(index);
                if (word != 0) {
                    long block =
                            address
                                    + ((long) index << GRANULE_SHIFT + PER_WORD_SHIFT)
                                    + (Long.numberOfTrailingZeros(word) >> 3 << GRANULE_SHIFT);
                    throw new Violation(
                            block,
                            "arena 0x%x was given back while block 0x%x in it is live"
                                    .formatted(arena, block));
                }
            }
        }
    }

    /** Granules that have an owner; exact when no call is in progress. */
    long taken() {
        return sum(root, top -> sum(top, middle -> sum(middle, OwnerTable::taken)));
    }

    private interface Count<T> {
        long of(T node);
    }

    private static <T> long sum(AtomicReferenceArray<T> node, Count<T> count) {
        long sum = 0;
        for (int index = 0; index < NODE; index++) {
            T child = node.getAcquire(index);
            sum += child == null ? 0 : count.of(child);
        }
        return sum;
    }

    private static long taken(AtomicLongArray page) {
        long sum = 0;
        for (int index = 0; index < PAGE_WORDS; index++) {
            for (long rest = page.get(index); rest != 0; rest >>>= 8) {
                sum += (rest & 0xff) == 0 ? 0 : 1;
            }
        }
        return sum;
    }

    private AtomicLongArray page(long address) {
        long number = address >>> PAGE_SHIFT;
        var top = child(root, number >>> 2 * NODE_SHIFT, () -> new AtomicReferenceArray<>(NODE));
        var middle = child(top, number >>> NODE_SHIFT, () -> new AtomicReferenceArray<>(NODE));
        return child(middle, number, () -> new AtomicLongArray(PAGE_WORDS));
    }

    private static <T> T child(AtomicReferenceArray<T> node, long number, Supplier<T> empty) {
        int index = (int) number & NODE - 1;
        T child = node.getAcquire(index); // acquire: its zeros come with it
        if (child != null) {
            return child;
        }
        T made = empty.get();
        T first = node.compareAndExchange(index, null, made); // of several threads one makes it
        return first == null ? made : first;
    }
}
