package org.alloclab.lockfree;

import org.alloclab.HeapCorruptedException;
import org.alloclab.SizeClasses;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one thread allocates from: blocks in {@link Magazines}, and for each class one pool, which
 * fills the magazine. The thread owns it while it is in a call, and keeps it between calls.
 *
 * <p>Only its owner touches it and every field is plain, but for {@code state} and {@code thread},
 * by which an owner gets it and a reaper takes it. The owner is a platform thread, or whoever holds
 * the stripe that the cache belongs to.
 */
final class ThreadCache extends Magazines {
    /** Nobody's: to be taken by the next thread that needs a cache. */
    private static final int VACANT = 0;

    /** In the hands of somebody who is setting it up or emptying it. */
    private static final int BUSY = 1;

    /** Its thread's. */
    private static final int LIVE = 2;

    private final ThreadCaches caches;
    private final int number;
    private final Pool[] pools = new Pool[SizeClasses.COUNT];
    private Thread thread;
    private int state = BUSY;

    /** Of the list of all caches; set before the cache is entered there, and never changed. */
    ThreadCache next;

    /**
     * @param number its own among all caches of the process; not 0
     */
    ThreadCache(ThreadCaches caches, int number) {
        this.caches = caches;
        this.number = number;
    }

    /** By which a pool knows its home. */
    int number() {
        return number;
    }

    /**
     * Allocates a block of a class that is at hand; 0 where there is none.
     *
     * <p>Caller: owner. Progress: wait-free.
     *
     * @throws HeapCorruptedException if threads raced to free the block
     */
    long allocate(int sizeClass) {
        long block = pop(sizeClass);
        if (block != 0 && !Marks.lend(block, sizeClass)) {
            throw caches.freedTwice(block);
        }
        return block;
    }

    /**
     * Frees a block if it is live, its pool has its home here, and there is room for it.
     *
     * <p>Caller: owner. Progress: wait-free.
     *
     * @param block any number
     * @return whether it was freed
     */
    boolean free(long block) {
        long at = Marks.place(block);
        int mark = Marks.mark(at);
        if (mark <= 0 || !Marks.isHome(block, number)) {
            return false;
        }
        long room = room(mark - 1);
        if (room == 0) {
            return false;
        }
        Marks.keep(at, mark); // first: what is in a magazine must not be a user's as well
        push(mark - 1, room, block);
        return true;
    }

    /**
     * Allocates a block of a class; 0 where no memory can be had.
     *
     * <p>Caller: owner. Progress: lock-free, but for new arenas from the operating system.
     *
     * @throws HeapCorruptedException if threads raced to free a block
     */
    long allocateSlowly(int sizeClass) {
        long block = allocate(sizeClass);
        return block == 0 && refill(sizeClass) ? allocate(sizeClass) : block;
    }

    /** Fills half of the magazine, or less if the pool has less; false where there is no pool. */
    private boolean refill(int sizeClass) {
        settle(sizeClass); // it is empty
        for (; ; ) {
            Pool pool = takeUp(sizeClass);
            if (pool == null) {
                return false;
            }
            do {
                if (pool.freed() == 0) {
                    pool.drain();
                }
                if (pool.available() > 0) {
                    refillFrom(pool, sizeClass);
                    caches.keep(pool);
                    return true;
                }
            } while (!pool.detach(this)); // false: a quarter came back meanwhile
        }
    }

    /** The pool that serves a class here, or else another one; null where there is none. */
    private Pool takeUp(int sizeClass) {
        Pool pool = pools[sizeClass];
        if (pool == null || !pool.takeUp(sizeClass, this)) {
            pools[sizeClass] = null; // retired by whoever freed its last block, or full
            pool = caches.takePool(sizeClass, this);
            pools[sizeClass] = pool;
        }
        return pool;
    }

    /** Blocks that somebody has held go first, and the lowest addresses of the others. */
    private void refillFrom(Pool pool, int sizeClass) {
        int blocks = Math.min(capacity(sizeClass) / 2, pool.available());
        int fresh = Math.max(0, blocks - pool.freed());
        long first = pool.carve(fresh);
        for (int block = fresh - 1; block >= 0; block--) {
            put(first + (long) block * pool.blockBytes(), sizeClass, false);
        }
        for (int block = fresh; block < blocks; block++) {
            long freed = pool.takeFreed();
            if (freed == 0) {
                throw pool.damaged();
            }
            put(freed, sizeClass, true);
        }
    }

    private void put(long block, int sizeClass, boolean lentBefore) {
        Marks.keepFresh(block, sizeClass, lentBefore);
        push(sizeClass, room(sizeClass), block);
    }

    /**
     * Makes room in a magazine: a little more than half of its blocks go back to their pools, so
     * that what stays fits in below the others.
     *
     * <p>Caller: owner. Progress: lock-free.
     *
     * @throws HeapCorruptedException if one of them was damaged
     */
    void makeRoom(int sizeClass) {
        int half = capacity(sizeClass) / 2 + 1;
        giveBackOldest(sizeClass, Math.min(half, size(sizeClass)), true);
    }

    private void giveBackOldest(int sizeClass, int blocks, boolean adopts) {
        int place = oldest(sizeClass);
        int end = place + blocks;
        try {
            while (place < end) {
                Pool pool = caches.poolAt(at(place));
                int next = pool == null ? place : linkRun(pool, sizeClass, place, end);
                if (next == place) {
                    long damaged = at(place);
                    takeOut(sizeClass, place + 1);
                    throw caches.freedTwice(damaged);
                }
                // A cache has one pool of a class: more of them would be out of all others' reach.
                boolean adoptsThis = adopts && pools[sizeClass] == null;
                giveBackRun(pool, sizeClass, place, next, adoptsThis ? this : null);
                place = next;
            }
        } finally {
            settle(sizeClass);
        }
    }

    /**
     * Links blocks of a pool that lie one behind the other in the magazine, as blocks do that were
     * freed together, as far as they are marked as they should be.
     *
     * @return the place after the last one
     */
    private int linkRun(Pool pool, int sizeClass, int from, int to) {
        int next = from;
        int last = PoolWord.NONE;
        while (next < to && pool.contains(at(next)) && Marks.isKept(at(next), sizeClass)) {
            int block = pool.blockAt(at(next++));
            if (last != PoolWord.NONE) {
                pool.link(last, block);
            }
            last = block;
        }
        return next;
    }

    private void giveBackRun(Pool pool, int sizeClass, int from, int to, ThreadCache adopter) {
        long last = at(to - 1);
        int first = pool.blockAt(at(from));
        // First: from here on a death costs the run, and no block is in two places.
        takeOut(sizeClass, to);
        for (int place = from; place < to - 1; place++) {
            Marks.giveBack(at(place));
        }
        Marks.giveBack(last);
        caches.freeRemotely(pool, first, pool.blockAt(last), to - from, sizeClass, adopter);
    }

    /** Takes in a pool that this cache has just adopted. Caller: owner, which has none. */
    void keep(Pool pool) {
        pools[pool.sizeClass()] = pool;
        caches.keep(pool);
    }

    /**
     * Gives up every block and every pool.
     *
     * <p>Caller: owner, or reaper. Progress: lock-free.
     *
     * @throws HeapCorruptedException if one of them was damaged; the others are given up all the
     *     same
     */
    void flush() {
        HeapCorruptedException damage = null;
        for (int sizeClass = 0; sizeClass < pools.length; sizeClass++) {
            while (size(sizeClass) > 0 || pools[sizeClass] != null) {
                try {
                    giveBackOldest(sizeClass, size(sizeClass), false);
                    giveUp(sizeClass);
                } catch (HeapCorruptedException e) {
                    damage = e;
                }
            }
        }
        if (damage != null) {
            throw damage;
        }
    }

    private void giveUp(int sizeClass) {
        Pool pool = pools[sizeClass];
        try {
            if (pool != null && pool.takeUp(sizeClass, this)) {
                caches.abandon(pool, sizeClass);
            }
        } finally {
            pools[sizeClass] = null;
        }
    }

    /**
     * Takes a cache that is nobody's, for the calling thread.
     *
     * <p>Caller: any thread. Progress: wait-free.
     */
    boolean tryTake() {
        return (int) STATE.getVolatile(this) == VACANT
                && STATE.compareAndSet(this, VACANT, BUSY); // what the reaper did is visible now
    }

    /** Makes a cache that the caller took, or has just made, the one of its thread. */
    void handTo(Thread newThread) {
        THREAD.setOpaque(this, newThread); // opaque: see isOf
        STATE.setVolatile(this, LIVE); // publishes the thread to reapers
    }

    /**
     * Empties the cache for somebody else to take, if its thread has died.
     *
     * <p>Caller: any thread. Progress: lock-free.
     */
    void reap() {
        if ((int) STATE.getVolatile(this) != LIVE || !STATE.compareAndSet(this, LIVE, BUSY)) {
            return;
        }
        // Asked only now: the cache may have gone from a dead thread to a living one since it was
        // seen. Its owner never looks at the state, so it does not notice.
        Thread owner = (Thread) THREAD.getOpaque(this); // opaque: LIVE published it
        if (owner.isAlive()) {
            STATE.setVolatile(this, LIVE);
            return;
        }
        // isAlive() gave false: all that the thread did happens-before this (JLS 17.4.4).
        try {
            flush();
        } finally {
            THREAD.setOpaque(this, null); // opaque: see isOf
            STATE.setVolatile(this, VACANT); // publishes the empty lists to the next owner
        }
    }

    /**
     * Whether this is the calling thread's. Exact, whatever it is: only a thread writes itself
     * here, and only after its death is it taken away.
     *
     * <p>Caller: any thread. Progress: wait-free.
     *
     * @param me the calling thread
     */
    boolean isOf(Thread me) {
        return thread == me; // plain: see above
    }

    private static final VarHandle STATE;
    private static final VarHandle THREAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(ThreadCache.class, "state", int.class);
            THREAD = lookup.findVarHandle(ThreadCache.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
