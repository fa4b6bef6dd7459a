package org.alloclab.gil;

import org.alloclab.HeapLayout;

/**
 * The arenas with a free pool, in ascending order of free pools.
 *
 * <p>Every change is by one pool, so an arena moves past those with an equal count only; the last
 * arena of each count is remembered, and a move takes constant time. Source: {@code usable_arenas}
 * and {@code nfp2lasta} (bpo-37029).
 */
final class UsableArenas {
    private final ArenaRecords records;

    // The index of the last arena with so many free pools; of no meaning where none has so many.
    private final int[] lastWith = new int[HeapLayout.POOLS_PER_ARENA + 1];
    private Arena first;

    UsableArenas(ArenaRecords records) {
        this.records = records;
    }

    /** The arena that serves next: the one with the fewest free pools; null where there is none. */
    Arena first() {
        return first;
    }

    /** Enters a new arena into an empty list. */
    void addOnly(Arena arena) {
        insertAfter(null, arena);
        lastWith[arena.freeCount()] = arena.index();
    }

    /** The first arena gives a pool: it keeps its place, or leaves when it has no other. */
    Pool takePool() {
        Arena arena = first;
        Pool pool = arena.takePool();
        int free = arena.freeCount();
        lastWith[free] = arena.index(); // no other has so few
        if (free == 0) {
            unlink(arena);
        }
        return pool;
    }

    /**
     * A pool of the arena became empty.
     *
     * @param keepsLast whether the last arena of the list stays when it is wholly free
     * @return whether the arena is wholly free and left the list, to be given back
     */
    boolean givePool(Pool pool, boolean keepsLast) {
        Arena arena = pool.arena();
        boolean wasLast = arena.next == null; // judged before the list is put in order again
        int before = arena.freeCount();
        if (before == 0) {
            insertAfter(null, arena); // it was full and on no list
        } else if (hasFree(arena.next, before)) {
            unlink(arena);
            insertAfter(records.get(lastWith[before]), arena);
        } else if (hasFree(arena.previous, before)) {
            lastWith[before] = arena.previous.index();
        }
        arena.givePool(pool);
        if (!hasFree(arena.next, before + 1)) {
            lastWith[before + 1] = arena.index();
        }
        if (arena.isWhollyFree() && !(keepsLast && wasLast)) {
            remove(arena);
            return true;
        }
        return false;
    }

    /** Takes a wholly free arena out. */
    void remove(Arena arena) {
        int free = arena.freeCount();
        if (!hasFree(arena.next, free) && hasFree(arena.previous, free)) {
            lastWith[free] = arena.previous.index();
        }
        unlink(arena);
    }

    void clear() {
        first = null;
    }

    private static boolean hasFree(Arena arena, int pools) {
        return arena != null && arena.freeCount() == pools;
    }

    private void unlink(Arena arena) {
        if (arena.previous == null) {
            first = arena.next;
        } else {
            arena.previous.next = arena.next;
        }
        if (arena.next != null) {
            arena.next.previous = arena.previous;
        }
        arena.previous = null;
        arena.next = null;
    }

    private void insertAfter(Arena left, Arena arena) {
        Arena right = left == null ? first : left.next;
        arena.previous = left;
        arena.next = right;
        if (left == null) {
            first = arena;
        } else {
            left.next = arena;
        }
        if (right != null) {
            right.previous = arena;
        }
    }
}
