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
    private final Arena[] lastWith = new Arena[HeapLayout.POOLS_PER_ARENA + 1];
    private Arena first;

    /** The arena that serves next: the one with the fewest free pools; null where there is none. */
    Arena first() {
        return first;
    }

    boolean isLast(Arena arena) {
        return arena.next == null;
    }

    /** Enters a new arena into an empty list. */
    void addOnly(Arena arena) {
        first = arena;
        arena.previous = null;
        arena.next = null;
        lastWith[arena.freeCount()] = arena;
    }

    /**
     * The first arena is about to give a pool: it keeps its place, or leaves when it has no other.
     */
    Pool takePool() {
        Arena arena = first;
        int free = arena.freeCount();
        Pool pool = arena.takePool();
        if (lastWith[free] == arena) {
            lastWith[free] = null; // it is the first one, so it was the only one with this count
        }
        if (free > 1) {
            lastWith[free - 1] = arena;
        } else {
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
        int before = arena.freeCount();
        Arena lastWithBefore = lastWith[before];
        if (lastWithBefore == arena) {
            Arena left = arena.previous;
            lastWith[before] = left != null && left.freeCount() == before ? left : null;
        }
        arena.givePool(pool);
        // Being last is judged before the list is put in order again.
        if (arena.isWhollyFree() && !(keepsLast && isLast(arena))) {
            unlink(arena);
            return true;
        }
        int now = arena.freeCount();
        if (lastWith[now] == null) {
            lastWith[now] = arena;
        }
        if (now == 1) {
            insertAfter(null, arena); // it was full and on no list
        } else if (lastWithBefore != arena) {
            unlink(arena);
            insertAfter(lastWithBefore, arena);
        }
        return false;
    }

    /** Takes a wholly free arena out. */
    void remove(Arena arena) {
        int free = arena.freeCount();
        if (lastWith[free] == arena) {
            Arena left = arena.previous;
            lastWith[free] = left != null && left.freeCount() == free ? left : null;
        }
        unlink(arena);
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
