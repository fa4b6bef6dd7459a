package org.alloclab.stress.soak;

import org.alloclab.memory.AddressRange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose each 16 bytes are: an entry of a byte for each, eight to a word, taken and given back by
 * CAS. An entry is the id of who allocated the block, from 1 to 127, or 0.
 *
 * <p>Any thread may call. Lock-free, but for the first use of an address outside the range of
 * arenas.
 */
final class OwnerTable {
    private static final int GRANULE_SHIFT = 4;
    private static final int PER_WORD_SHIFT = 3;
    private static final int PAGE_SHIFT = 18;
    private static final int PAGE_WORDS = 1 << PAGE_SHIFT - GRANULE_SHIFT - PER_WORD_SHIFT;
    private static final long EVERY_BYTE = 0x0101010101010101L;

    private final AddressRange range;
    private final long[][] arenaPages;
    private final ConcurrentHashMap<Long, long[]> otherPages = new ConcurrentHashMap<>();

    OwnerTable(AddressRange range) {
        this.range = range;
        arenaPages = new long[(int) (range.bytes() >>> PAGE_SHIFT)][];
    }

    /** Makes a block somebody's. */
    void take(long block, int size, int id) {
        change(block, size, 0, id);
    }

    /** Makes a block nobody's. */
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
            long[] page = page(granule << GRANULE_SHIFT);
            int index = (int) (granule >>> PER_WORD_SHIFT) & PAGE_WORDS - 1;
            long before;
            do {
                before = (long) WORDS.getVolatile(page, index);
                if ((before & mask) != (EVERY_BYTE * from & mask)) {
                    throw taken(block, size, before & mask, from, to);
                }
            } while (!WORDS.compareAndSet(
                    page, index, before, before ^ EVERY_BYTE * (from ^ to) & mask));
            granule += count;
        }
    }

    /** Granules of a block; one even if its size is 0. */
    static int granules(int size) {
        return Math.max(1, size + 15 >>> GRANULE_SHIFT);
    }

    private static Violation taken(long block, int size, long found, int from, int to) {
        int other = 0;
        for (long rest = found; rest != 0 && (other == 0 || other == from); rest >>>= 8) {
            other = (int) rest & 0x7f;
        }
        String what =
                from == 0
                        ? "block 0x%x of %d bytes was handed out to thread %d while thread %d has it, or a part"
                                .formatted(block, size, to, other)
                        : "block 0x%x of %d bytes is about to be freed, but is entered as of %s (expected: thread %d)"
                                .formatted(
                                        block,
                                        size,
                                        other == 0 ? "nobody" : "thread " + other,
                                        from);
        return new Violation(block, what);
    }

    /** Checks that nobody has a part of some memory, which is about to go back. */
    void checkNobodys(long start, long bytes) {
        for (long address = start; address < start + bytes; address += 1L << PAGE_SHIFT) {
            long[] page = page(address);
            for (int index = 0; index < PAGE_WORDS; index++) {
                long word = (long) WORDS.getVolatile(page, index);
                if (word != 0) {
                    long block =
                            address
                                    + ((long) index << GRANULE_SHIFT + PER_WORD_SHIFT)
                                    + (Long.numberOfTrailingZeros(word) >> 3 << GRANULE_SHIFT);
                    throw new Violation(
                            block,
                            "arena 0x%x was given back while somebody has 0x%x"
                                    .formatted(start, block));
                }
            }
        }
    }

    /** Granules that are somebody's; exact at rest. */
    long taken() {
        long sum = 0;
        for (long[] page : arenaPages) {
            sum += page == null ? 0 : taken(page);
        }
        for (long[] page : otherPages.values()) {
            sum += taken(page);
        }
        return sum;
    }

    private static long taken(long[] page) {
        long sum = 0;
        for (long word : page) {
            for (long rest = word; rest != 0; rest >>>= 8) {
                sum += (rest & 0xff) == 0 ? 0 : 1;
            }
        }
        return sum;
    }

    private long[] page(long address) {
        long number = address - range.start() >>> PAGE_SHIFT;
        if (number >= arenaPages.length) {
            return otherPages.computeIfAbsent(address >>> PAGE_SHIFT, any -> new long[PAGE_WORDS]);
        }
        long[] page = (long[]) PAGES.getAcquire(arenaPages, (int) number);
        if (page != null) {
            return page;
        }
        PAGES.compareAndSet(arenaPages, (int) number, null, new long[PAGE_WORDS]);
        return (long[]) PAGES.getAcquire(arenaPages, (int) number); // acquire: its zeros
    }

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(long[][].class);
}
