package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapSnapshot.ArenaView;
import org.alloclab.HeapStatistics;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.RawMemory;
import org.alloclab.memory.Shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * All arenas of a heap: where pools come from when a cache has none, and where empty ones go.
 *
 * <p>Caller: any thread. Progress: lock-free, but for the calls of the arena source, which ask the
 * operating system.
 */
final class Arenas {
    private final HeapLayout layout;
    private final ArenaSource source;
    private final MappedBytes mapped;
    private final ArenaTable table;
    private final Hints hints;

    private final AtomicLong obtained = new AtomicLong();
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger highwater = new AtomicInteger();

    private final IdleArenas idle;

    Arenas(HeapLayout layout, ArenaSource source, MappedBytes mapped) {
        if (source.arenaBytes() != layout.arenaBytes()) {
            throw new IllegalArgumentException(
                    "arenaBytes: %d (expected: %d)"
                            .formatted(source.arenaBytes(), layout.arenaBytes()));
        }
        Shadow.require(source.range()); // marks are read without a further look at the address
        this.layout = layout;
        this.source = source;
        this.mapped = mapped;
        this.table = new ArenaTable(layout, source.range());
        this.hints = new Hints(table);
        this.idle = new IdleArenas(table, this::release);
    }

    ArenaTable table() {
        return table;
    }

    /**
     * A pool that serves a class, from the arenas at hand: adopted, or else claimed. Null where
     * there is none.
     *
     * @param cache its owner; null for a caller without a cache
     */
    Pool takePool(int sizeClass, ThreadCache cache) {
        Pool pool = hints.adopt(sizeClass, cache);
        if (pool == null) {
            pool = hints.claim();
            if (pool != null) {
                open(pool, sizeClass, cache);
            } else {
                idle.releaseOld();
            }
        }
        return pool;
    }

    /**
     * A pool that serves a class, from a new arena.
     *
     * @throws org.alloclab.HeapExhaustedException if the source has no arena
     */
    Pool takePoolOfNewArena(int sizeClass, ThreadCache cache) {
        Arena arena = acquire();
        Pool pool = arena.claim(); // nobody else knows the arena yet
        table.enter(arena);
        hints.publishFree(arena);
        open(pool, sizeClass, cache);
        return pool;
    }

    private void open(Pool pool, int sizeClass, ThreadCache cache) {
        try {
            idle.releaseOld(); // first: a pool that is open would be lost with what this throws
            pool.open(sizeClass, cache);
        } catch (Throwable e) {
            givePool(pool); // nothing was cut: its word still says FREE
            throw e;
        }
    }

    private Arena acquire() {
        long address = source.acquire();
        try {
            if (address % layout.arenaBytes() != 0 || !table.range().contains(address)) {
                throw new IllegalStateException(
                        "arena: 0x%x is not aligned, or not in %s"
                                .formatted(address, table.range()));
            }
            Shadow.commit(address, layout.arenaBytes());
            Arena arena = new Arena(layout, address, table.row(address));
            mapped.add(mappedPerArena());
            obtained.incrementAndGet();
            int now = current.incrementAndGet();
            highwater.accumulateAndGet(now, Math::max);
            return arena;
        } catch (RuntimeException | OutOfMemoryError e) {
            source.release(address);
            throw e;
        }
    }

    /** Takes back a pool whose word says FREE. The pool may be anybody's when this returns. */
    void givePool(Pool pool) {
        unclaim(pool.arena(), 1L << pool.number());
    }

    private void unclaim(Arena arena, long bits) {
        boolean whollyFree = arena.unclaim(bits);
        hints.publishFree(arena);
        if (whollyFree) {
            if (layout.keepsLastArena()) {
                idle.add(arena);
            } else {
                release(arena);
            }
        }
        idle.releaseOld();
    }

    /** The pool is partial, with nobody to own it: lets others find it. */
    void publish(Pool pool, int sizeClass) {
        hints.publishPartial(pool, sizeClass);
    }

    /** T10: gives an arena back to the system, unless somebody claims a pool of it first. */
    private void release(Arena arena) {
        if (!arena.claimWhole()) {
            return;
        }
        // Nobody holds a pool of it now, and nobody can claim one: its bytes are touched by no one.
        table.remove(arena);
        current.decrementAndGet();
        mapped.subtract(mappedPerArena());
        Shadow.discard(arena.address(), layout.arenaBytes());
        source.release(arena.address());
    }

    private long mappedPerArena() {
        return layout.arenaBytes() + Shadow.bytesFor(layout.arenaBytes());
    }

    /** Gives back wholly free arenas, and the pages of the free pools of the others. */
    void trim() {
        forEach(arena -> {
            release(arena);
            long free = arena.claimFree(); // nobody's data is in them while they are ours
            if (free != 0) {
                try {
                    purge(arena, free);
                } finally {
                    unclaim(arena, free);
                }
            }
        });
    }

    private void purge(Arena arena, long pools) {
        source.purge(arena.address(), layout.poolBytes(), pools);
    }

    /** Each pool is read once, by itself, so that counting costs the allocating threads nothing. */
    HeapSnapshot snapshot() {
        List<ArenaView> views = new ArrayList<>();
        forEach(arena -> views.add(arena.view()));
        return new HeapSnapshot(layout, views);
    }

    HeapStatistics statistics(RawMemory raw) {
        HeapSnapshot heap = snapshot();
        long owned =
                heap.arenas().stream()
                        .flatMap(arena -> arena.pools().stream())
                        .filter(pool -> pool.isUnused() && pool.capacity() > 0) // serves a class
                        .count();
        return HeapStatistics.of(heap, owned, 0, obtained.get(), highwater.get(), raw, mapped);
    }

    /** Checks, at rest, that each block is in one place and each pool where it can be found. */
    void checkInvariants() {
        forEach(arena -> {
            arena.checkInvariants();
            hints.checkInvariants(arena);
        });
    }

    /** Visits the arenas in ascending order of address. */
    private void forEach(Consumer<Arena> visitor) {
        int limit = table.limit();
        for (int row = 0; row < limit; row++) {
            Arena arena = table.arena(row);
            if (arena != null) {
                visitor.accept(arena);
            }
        }
    }

    /**
     * Gives all memory back. Its addresses follow when the heap is unreachable: until then a thread
     * that took a block at hand may write its mark, and that must not be another heap's by then.
     *
     * @param heap reachable for as long as any call is in progress
     */
    void close(Object heap) {
        forEach(arena -> {
            arena.forgetHome(); // no block is freed to a magazine from now on
            Shadow.discard(arena.address(), layout.arenaBytes());
        });
        source.closeAfter(heap);
    }
}
