package org.alloclab.lockfree;

import org.alloclab.SizeClasses;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where to look: a bit for each arena that may have a free pool, and for each class one for each
 * arena that may have a partial pool. A hint says nothing about who owns what.
 *
 * <p>A stale hint costs a look; a missing one would hide memory for good. Hence the rule, for these
 * bits and for those in {@link Arena}: who makes a thing true sets its hint <i>afterwards</i>, from
 * the pool upwards; who clears a hint looks at the thing <i>afterwards</i>, and if it is true, sets
 * the hint again in the same way. All these steps are volatile, so they have one order: the last
 * one to look sees what is true.
 *
 * <p>Caller: any thread. Progress: lock-free.
 */
final class Hints {
    private final ArenaTable table;
    private final Bits free;
    private final Bits[] partial = new Bits[SizeClasses.COUNT];

    Hints(ArenaTable table) {
        this.table = table;
        this.free = new Bits(table.length());
    }

    /** The arena has a free pool: called after its bit was cleared. */
    void publishFree(Arena arena) {
        free.set(arena.row());
    }

    /** The pool is partial: called after its word says so. */
    void publishPartial(Pool pool, int sizeClass) {
        pool.arena().hint(sizeClass, pool.number());
        partial(sizeClass).set(pool.arena().row());
    }

    /** Adopts a partial pool of a class for a cache, or null; the lowest addresses first. */
    Pool adopt(int sizeClass, ThreadCache cache) {
        Bits rows = partial(sizeClass);
        int limit = table.limit();
        for (int row = rows.next(0, limit); row >= 0; row = rows.next(row + 1, limit)) {
            Arena arena = table.arena(row);
            Pool pool = arena == null ? null : adoptIn(arena, sizeClass, cache);
            if (pool != null) {
                return pool;
            }
            rows.clear(row);
            Arena now = table.arena(row);
            if (now != null && now.partial(sizeClass) != 0) {
                rows.set(row);
            }
        }
        return null;
    }

    private Pool adoptIn(Arena arena, int sizeClass, ThreadCache cache) {
        for (long rest = arena.partial(sizeClass); rest != 0; rest &= rest - 1) {
            Pool pool = arena.pools()[Long.numberOfTrailingZeros(rest)];
            boolean adopted = pool.adopt(sizeClass, cache);
            arena.unhint(sizeClass, pool.number());
            if (adopted) {
                return pool;
            }
            if (pool.isPartial(sizeClass)) {
                publishPartial(pool, sizeClass);
            }
        }
        return null;
    }

    /** Claims a free pool, or null; the lowest addresses first. */
    Pool claim() {
        int limit = table.limit();
        for (int row = free.next(0, limit); row >= 0; row = free.next(row + 1, limit)) {
            Arena arena = table.arena(row);
            Pool pool = arena == null ? null : arena.claim();
            if (pool != null) {
                return pool;
            }
            free.clear(row);
            Arena now = table.arena(row);
            if (now != null && now.hasFreePool()) {
                free.set(row);
            }
        }
        return null;
    }

    /** Checks, at rest, that what can be had is hinted at. */
    void checkInvariants(Arena arena) {
        boolean found = !arena.hasFreePool() || isSet(free, arena);
        for (Pool pool : arena.pools()) {
            int sizeClass = pool.sizeClass();
            if (pool.isPartial(sizeClass)) {
                found &= (arena.partial(sizeClass) >>> pool.number() & 1) != 0;
                found &= isSet(partial(sizeClass), arena);
            }
        }
        if (!found) {
            throw new IllegalStateException(
                    "arena 0x%x: a hint is missing".formatted(arena.address()));
        }
    }

    private boolean isSet(Bits rows, Arena arena) {
        return rows.next(arena.row(), arena.row() + 1) >= 0;
    }

    /** The bits of a class, made when it first needs them. */
    private Bits partial(int sizeClass) {
        Bits bits = (Bits) PARTIAL.getAcquire(partial, sizeClass); // acquire: complete when found
        if (bits != null) {
            return bits;
        }
        PARTIAL.compareAndSet(partial, sizeClass, null, new Bits(table.length()));
        return (Bits) PARTIAL.getAcquire(partial, sizeClass);
    }

    private static final VarHandle PARTIAL = MethodHandles.arrayElementVarHandle(Bits[].class);
}
