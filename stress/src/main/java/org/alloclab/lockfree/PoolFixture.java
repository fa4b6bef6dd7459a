package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.memory.Shadow;

import java.util.concurrent.atomic.AtomicInteger;

/** Pools to race for: 8 blocks of 512 bytes each, at addresses that nobody touches. */
final class PoolFixture {
    static final int SIZE_CLASS = 31;
    static final int CAPACITY = 8;

    private static final int POOLS = 1 << 16;
    private static final long ORIGIN = Shadow.ORIGIN + (1L << 29);
    private static final AtomicInteger NEXT = new AtomicInteger();
    static final ThreadCache OWNER = new ThreadCache(null, 1 << 30);

    static {
        Shadow.commit(ORIGIN, (long) POOLS * HeapLayout.CLASSIC.poolBytes());
    }

    private PoolFixture() {}

    /** A pool that its owner has handed out to the last block. */
    static Pool fullPool() {
        int slot = NEXT.getAndIncrement() & POOLS - 1;
        long address = ORIGIN + (long) slot * HeapLayout.CLASSIC.poolBytes();
        Pool pool = new Pool(null, 0, address, HeapLayout.CLASSIC);
        pool.open(SIZE_CLASS, OWNER);
        pool.carve(CAPACITY);
        return pool;
    }

    static void free(Pool pool, int block) {
        pool.freeRemotely(block, null);
    }
}
