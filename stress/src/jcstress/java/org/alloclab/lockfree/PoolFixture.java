package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Memory;
import org.alloclab.memory.Shadow;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pools to race for, of 8 blocks of 512 bytes: a quarter of them is 2. They lie in memory taken
 * once and used in turn; there is more of it than JCStress keeps states of at once.
 */
final class PoolFixture {
    static final int SIZE_CLASS = 31;

    static final ThreadCache ME = cache(1);
    static final ThreadCache OTHER = cache(2);
    static final ThreadCache STRANGER = cache(3);

    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC;
    private static final int BLOCKS = LAYOUT.poolBytes() / 512;
    private static final int POOLS = 1 << 16;
    private static final long BYTES = (long) POOLS * LAYOUT.poolBytes();
    private static final long START = ArenaSource.mapped(BYTES).acquire(); // for good
    private static final AtomicInteger NEXT = new AtomicInteger();

    static {
        Shadow.commit(START, BYTES);
    }

    private PoolFixture() {}

    /** A cache without lists, by which a pool can have an owner. */
    private static ThreadCache cache(int number) {
        return new ThreadCache(null, Integer.MAX_VALUE - number);
    }

    /** A pool of mine, of which so many blocks are in use: the first ones. */
    static Pool owned(int used) {
        return owned(SIZE_CLASS, used);
    }

    /** A pool of mine that serves a class, of which so many blocks are in use: the first ones. */
    static Pool owned(int sizeClass, int used) {
        int slot = NEXT.getAndIncrement() & POOLS - 1;
        long address = START + (long) slot * LAYOUT.poolBytes();
        Pool pool = new Pool(null, 0, address, LAYOUT);
        Memory.clear(Marks.place(address), LAYOUT.poolBytes() / Shadow.GRANULE); // its former life
        pool.open(sizeClass, ME);
        pool.carve(used);
        for (int block = 0; block < used; block++) {
            Marks.lendFresh(pool.addressOf(block), sizeClass);
        }
        return pool;
    }

    /** A pool of mine, of which all blocks are in use. */
    static Pool full() {
        return owned(BLOCKS);
    }

    /** A pool without an owner, of which so many blocks are in use: less than all. */
    static Pool given(int used) {
        Pool pool = owned(used);
        pool.abandon();
        return pool;
    }

    /** A pool that I keep, of which so many blocks are in use. */
    static Pool kept(int used) {
        Pool pool = owned(used);
        pool.keep();
        return pool;
    }

    /** Frees a block as a thread that does not own its pool. */
    static Pool.Freed free(Pool pool, int block, ThreadCache adopter) {
        Marks.giveBack(pool.addressOf(block));
        return pool.freeRemotely(block, adopter);
    }

    /** Whether, at rest, each block is in one place. */
    static String books(Pool pool) {
        try {
            pool.checkInvariants();
            return "sound";
        } catch (IllegalStateException e) {
            return "unsound";
        }
    }
}
