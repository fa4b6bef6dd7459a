package org.alloclab.lockfree;

import org.alloclab.memory.Memory;
import org.alloclab.memory.Shadow;

/**
 * What can be known of an address without looking for its pool: a byte for each 16 bytes of the
 * range, and a number for each pool.
 *
 * <pre>
 * mark of a block of class c, at its first byte          written by
 *   0            in its pool                              who gives it back to the pool
 *   c + 1        lent to a user                           who takes it for the user
 *   -(c + 1)     in a magazine, was a user's before       who frees it
 *   the same -64 in a magazine, was no user's so far      who fills the magazine
 * </pre>
 *
 * <p>All other marks are 0. A mark has one holder at a time, who holds the block, so marks are
 * plain: what hands the block on orders them. Who asks about a block that is not his may read
 * anything, and may be told so.
 *
 * <p>The number of a pool is that of the cache it has its home in, the last to own it: a matter of
 * policy, not of right. Numbers are plain, since a stale one does no harm; no two caches of the
 * process have the same.
 *
 * <p>Both are looked at with each free, and nothing lies between an address and them but arithmetic
 * with constants: the next allocation waits for the outcome, so each further load on the way would
 * be paid in full. That is why they lie in one {@link Shadow} for all heaps.
 */
final class Marks {
    private static final int GRANULE_SHIFT = Integer.numberOfTrailingZeros(Shadow.GRANULE);
    private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(Shadow.PAGE);
    private static final long GRANULES = Shadow.ADDRESSES >>> GRANULE_SHIFT;

    /** Bits of an offset by which it is not aligned, or lies beyond the last granule. */
    private static final long NO_BLOCK = ~(Shadow.ADDRESSES - Shadow.GRANULE);

    private static final int NEVER_LENT = 64;

    /** No cache's number. */
    static final int NO_HOME = 0;

    private Marks() {}

    /**
     * The class of the live block at an address, or −1 if there is none. Exact for every address
     * whose history is known to the caller.
     *
     * <p>Caller: any thread. Progress: wait-free.
     */
    static int classOfLive(long address) {
        int mark = mark(place(address));
        return mark > 0 ? mark - 1 : -1;
    }

    /**
     * Where the mark of an address is: a place that always says 0 if it can be no block.
     *
     * <p>Caller: any thread. Progress: wait-free.
     */
    static long place(long address) {
        long offset = address - Shadow.ORIGIN;
        return Shadow.BYTES + ((offset & NO_BLOCK) == 0 ? offset >>> GRANULE_SHIFT : GRANULES);
    }

    /** What is said at a place. */
    static int mark(long place) {
        return Memory.getByte(place);
    }

    /** From a user to a magazine. Caller: who frees the block, and read its mark. */
    static void keep(long place, int mark) {
        Memory.putByte(place, (byte) -mark);
    }

    /** Whether the pool at a known address has its home in the cache of a number. Any thread. */
    static boolean isHome(long address, int cache) {
        return Memory.getInt(home(address)) == cache;
    }

    /** Caller: owner of the pool. */
    static void setHome(long pool, long bytes, int cache) {
        for (long address = pool; address < pool + bytes; address += Shadow.PAGE) {
            if (!isHome(address, cache)) { // the numbers of several pools share a cache line
                Memory.putInt(home(address), cache);
            }
        }
    }

    /**
     * From a magazine to a user.
     *
     * @return false if the block was not in a magazine, where threads raced to free it: it must not
     *     be handed out
     */
    static boolean lend(long block, int sizeClass) {
        long at = known(block);
        if (!isKept(Memory.getByte(at), sizeClass)) {
            return false;
        }
        Memory.putByte(at, (byte) (sizeClass + 1));
        return true;
    }

    /** Whether the block at a known address is in a magazine. Caller: who has it in his. */
    static boolean isKept(long block, int sizeClass) {
        return isKept(Memory.getByte(known(block)), sizeClass);
    }

    private static boolean isKept(byte mark, int sizeClass) {
        return (mark + sizeClass + 1 & NEVER_LENT - 1) == 0;
    }

    /** From the pool to a user. Caller: who took the block from the pool's list. */
    static void lendFresh(long block, int sizeClass) {
        Memory.putByte(known(block), (byte) (sizeClass + 1));
    }

    /** From the pool to a magazine. Caller: who took the block from the pool's list. */
    static void keepFresh(long block, int sizeClass, boolean lentBefore) {
        int mark = -(sizeClass + 1);
        Memory.putByte(known(block), (byte) (lentBefore ? mark : mark - NEVER_LENT));
    }

    /** From a user or a magazine to the pool. Caller: who holds the block. */
    static void giveBack(long block) {
        Memory.putByte(known(block), (byte) 0);
    }

    /** Whether the block at a known address is in its pool. Caller: owner of the pool. */
    static boolean isInPool(long block) {
        return Memory.getByte(known(block)) == 0;
    }

    /** Whether the block at a known address is a user's. Any thread; exact at rest. */
    static boolean isLive(long block) {
        return Memory.getByte(known(block)) > 0;
    }

    /** Whether the block at a known address waits in a magazine for its first user. */
    static boolean wasNeverLent(long block) {
        return Memory.getByte(known(block)) < -NEVER_LENT;
    }

    /**
     * Whether all blocks of a pool are in it.
     *
     * @param pool its address, a multiple of 128 as its bytes are
     */
    static boolean areAllIn(long pool, long bytes) {
        long end = known(pool + bytes);
        for (long at = known(pool); at < end; at += Long.BYTES) {
            if (Memory.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static long known(long address) {
        return Shadow.BYTES + (address - Shadow.ORIGIN >>> GRANULE_SHIFT);
    }

    private static long home(long address) {
        return Shadow.INTS + (address - Shadow.ORIGIN >>> PAGE_SHIFT << 2);
    }
}
