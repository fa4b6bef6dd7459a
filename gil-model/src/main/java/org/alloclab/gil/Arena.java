package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.ArenaView;
import org.alloclab.HeapSnapshot.PoolView;

import java.util.ArrayList;
import java.util.List;

/**
 * An arena: whole, aligned pools in memory from the arena source.
 *
 * <p>A base that is not a multiple of the pool size costs a pool. Source: {@code struct
 * arena_object}. All under the lock.
 */
final class Arena {
    private final HeapLayout layout;
    private final long address;
    private final int index;
    private final long firstPool;
    private final int totalPools;
    private final List<Pool> carved = new ArrayList<>(HeapLayout.POOLS_PER_ARENA);
    private Pool freePools;
    private int freeCount;

    // Of the usable list; stale while the arena is full.
    Arena next;
    Arena previous;

    /**
     * @param address the base, as the source gave it
     * @param index of the arena's record
     */
    Arena(HeapLayout layout, long address, int index) {
        this.layout = layout;
        this.address = address;
        this.index = index;
        this.firstPool = layout.poolStart(address + layout.poolBytes() - 1);
        this.totalPools =
                firstPool == address ? HeapLayout.POOLS_PER_ARENA : HeapLayout.POOLS_PER_ARENA - 1;
        this.freeCount = totalPools;
    }

    long address() {
        return address;
    }

    /** Index of the arena's record; a later arena may have it again. */
    int index() {
        return index;
    }

    /** Free pools: empty ones and those never carved. */
    int freeCount() {
        return freeCount;
    }

    boolean isWhollyFree() {
        return freeCount == totalPools;
    }

    /** The pools carved so far, whatever their state. */
    List<Pool> carved() {
        return carved;
    }

    /** Takes the pool that became empty last, or else the next virgin one. There is a free pool. */
    Pool takePool() {
        Pool pool = freePools;
        if (pool == null) {
            pool = new Pool(this, poolAddress(carved.size()), layout);
            carved.add(pool);
        } else {
            freePools = pool.next;
            pool.next = null;
        }
        freeCount--;
        return pool;
    }

    private long poolAddress(int number) {
        return firstPool + (long) number * layout.poolBytes();
    }

    void givePool(Pool pool) {
        pool.next = freePools;
        freePools = pool;
        freeCount++;
    }

    ArenaView view() {
        List<PoolView> views = new ArrayList<>(totalPools);
        carved.forEach(pool -> views.add(pool.view()));
        while (views.size() < totalPools) {
            views.add(new PoolView(poolAddress(views.size()), -1, 0, 0));
        }
        return new ArenaView(address, views);
    }
}
