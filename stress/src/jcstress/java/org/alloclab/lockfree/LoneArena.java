package org.alloclab.lockfree;

import org.alloclab.memory.AddressRange;

/** An arena on its own, with the table and the hints that lead to it, and room for a second one. */
final class LoneArena {
    static final int SIZE_CLASS = 31;
    static final int BLOCKS = 8;

    /** Owns every pool that has an owner here; it has no lists. */
    static final ThreadCache OWNER = new ThreadCache(null, Integer.MAX_VALUE);

    private final AddressRange range = Slots.next();
    final ArenaTable table = new ArenaTable(Slots.LAYOUT, range);
    final Hints hints = new Hints(table);
    final Arena arena = arena(0);

    /** An arena for row 0 or 1 that is not in the table. */
    Arena arena(int row) {
        return new Arena(Slots.LAYOUT, range.start() + (long) row * Slots.LAYOUT.arenaBytes(), row);
    }

    /** Claims a pool, hands out all its blocks, and gives it up: its word says FULL. */
    static Pool fullPool(Arena arena) {
        Pool pool = arena.claim();
        pool.open(SIZE_CLASS, OWNER);
        pool.carve(BLOCKS);
        for (int block = 0; block < BLOCKS; block++) {
            Marks.lendFresh(pool.addressOf(block), SIZE_CLASS);
        }
        pool.detach(OWNER);
        return pool;
    }

    /**
     * Frees a block as a thread without a cache does, and publishes the pool if this is the moment.
     */
    void free(Pool pool, int block) {
        Marks.giveBack(pool.addressOf(block));
        if (pool.freeRemotely(block, null) == Pool.Freed.PUBLISHED) {
            hints.publishPartial(pool, SIZE_CLASS);
        }
    }

    /** Looks for a partial pool, as a thread that needs one does. */
    Pool adopt() {
        return hints.adopt(SIZE_CLASS, OWNER);
    }

    /** Whether all that can be had is hinted at. At rest. */
    boolean isFindable() {
        try {
            hints.checkInvariants(arena);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
