package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.ArenaView;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.memory.ArenaSource;

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
    private final PoolTable table;
    private final PoolMaker maker;
    private final long address;
    private final int index;
    private final long firstPool;
    private final int totalPools;
    private final List<Pool> carved = new ArrayList<>(HeapLayout.POOLS_PER_ARENA);
    private final Pool[] empty = new Pool[HeapLayout.POOLS_PER_ARENA]; // a stack
    private int emptyCount;
    private int virginCount;

    // Of the usable list; stale while the arena is full.
    Arena next;
    Arena previous;

    /**
     * @param maker of its pools
     * @param table where they are entered
     * @param address the base, as the source gave it
     * @param index of the arena's record
     */
    Arena(HeapLayout layout, PoolMaker maker, PoolTable table, long address, int index) {
        this.layout = layout;
        this.maker = maker;
        this.table = table;
        this.address = address;
        this.index = index;
        this.firstPool = layout.poolStart(address + layout.poolBytes() - 1);
        this.totalPools =
                firstPool == address ? HeapLayout.POOLS_PER_ARENA : HeapLayout.POOLS_PER_ARENA - 1;
        this.virginCount = totalPools;
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
        return emptyCount + virginCount;
    }

    boolean isWhollyFree() {
        return freeCount() == totalPools;
    }

    /** The pools carved so far, whatever their state. */
    List<Pool> carved() {
        return carved;
    }

    /** Takes the pool that became empty last, or else the next virgin one. There is a free pool. */
    Pool takePool() {
        return emptyCount > 0 ? empty[--emptyCount] : carve();
    }

    private Pool carve() {
        Pool pool = maker.make(this, poolAddress(carved.size()), layout);
        table.enter(pool); // first, since it may fail
        carved.add(pool);
        virginCount--;
        return pool;
    }

    private long poolAddress(int number) {
        return firstPool + (long) number * layout.poolBytes();
    }

    void givePool(Pool pool) {
        empty[emptyCount++] = pool;
    }

    /** Gives back the pages of empty pools. */
    void purgeEmpty(ArenaSource source) {
        long pools = 0;
        for (int i = 0; i < emptyCount; i++) {
            empty[i].forgetList(); // before its links go
            pools |= 1L << (empty[i].address() - firstPool) / layout.poolBytes();
        }
        source.purge(firstPool, layout.poolBytes(), pools);
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
