package org.alloclab.lockfree;

import org.alloclab.HeapCorruptedException;
import org.alloclab.SizeClasses;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The pools one thread allocates from: for each class a list, whose first one serves.
 *
 * <p>Only its owner touches it and every field is plain, but for {@code state} and {@code thread},
 * by which an owner gets it and a reaper takes it. The owner is a platform thread, or whoever holds
 * the stripe that the cache belongs to.
 */
final class ThreadCache {
    /** Nobody's: to be taken by the next thread that needs a cache. */
    private static final int VACANT = 0;

    /** In the hands of somebody who is setting it up or emptying it. */
    private static final int BUSY = 1;

    /** Its thread's. */
    private static final int LIVE = 2;

    private final ThreadCaches caches;
    private final Pool[] pools = new Pool[SizeClasses.COUNT];
    private Thread thread;
    private int state = BUSY;

    /** Of the list of all caches; set before the cache is entered there, and never changed. */
    ThreadCache next;

    ThreadCache(ThreadCaches caches) {
        this.caches = caches;
    }

    /**
     * Allocates a block of a class; 0 where no memory can be had.
     *
     * <p>Caller: owner. Progress: lock-free, but for new arenas from the operating system.
     */
    long allocate(int sizeClass) {
        Pool pool = pools[sizeClass];
        if (pool != null) {
            long block = pool.allocate();
            if (block != 0) {
                return block;
            }
        }
        return allocateSlowly(sizeClass);
    }

    private long allocateSlowly(int sizeClass) {
        for (; ; ) {
            Pool pool = pools[sizeClass];
            if (pool == null) {
                pool = caches.takePool(sizeClass, this);
                if (pool == null) {
                    return 0;
                }
                addFirst(pool);
            }
            long block = pool.allocate();
            if (block != 0) {
                return block;
            }
            if (!refill(pool)) {
                remove(pool);
                if (!pool.detach(this)) {
                    addFirst(pool); // a block came back meanwhile
                }
            }
        }
    }

    /** Drains a pool that has no block to hand out; it leaves the list if it is damaged. */
    private boolean refill(Pool pool) {
        try {
            if (pool.isDamaged()) {
                throw pool.damaged();
            }
            return pool.drain();
        } catch (HeapCorruptedException e) {
            remove(pool);
            throw e;
        }
    }

    /**
     * Frees a block of a pool that this cache owns. A pool that is wholly free goes back to its
     * arena, unless it is the only one of its class here.
     *
     * <p>Caller: owner. Progress: wait-free, or lock-free when the pool goes back.
     */
    void free(Pool pool, int block) {
        if (pool.free(block) && (pool.next != null || pool.previous != null)) {
            remove(pool);
            giveUp(pool);
        }
    }

    /** Takes in a pool that this cache has just adopted. Caller: owner. */
    void addFirst(Pool pool) {
        Pool first = pools[pool.sizeClass()];
        pool.previous = null;
        pool.next = first;
        if (first != null) {
            first.previous = pool;
        }
        pools[pool.sizeClass()] = pool;
    }

    private void remove(Pool pool) {
        if (pool.previous == null) {
            pools[pool.sizeClass()] = pool.next;
        } else {
            pool.previous.next = pool.next;
        }
        if (pool.next != null) {
            pool.next.previous = pool.previous;
        }
        pool.previous = null;
        pool.next = null;
    }

    private void giveUp(Pool pool) {
        caches.abandon(pool, pool.sizeClass());
    }

    /**
     * Gives up every pool.
     *
     * <p>Caller: owner, or reaper. Progress: lock-free.
     *
     * @throws HeapCorruptedException if one of them was damaged; the others are given up all the
     *     same
     */
    void flush() {
        HeapCorruptedException damage = null;
        for (int sizeClass = 0; sizeClass < pools.length; sizeClass++) {
            for (Pool pool = pools[sizeClass]; pool != null; pool = pools[sizeClass]) {
                remove(pool);
                try {
                    giveUp(pool);
                } catch (HeapCorruptedException e) {
                    damage = e;
                }
            }
        }
        if (damage != null) {
            throw damage;
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
        THREAD.setOpaque(this, newThread); // opaque: see isMine
        STATE.setVolatile(this, LIVE); // publishes the thread to reapers
    }

    /**
     * Empties the cache of a thread that has died, for somebody else to take.
     *
     * <p>Caller: any thread. Progress: lock-free.
     *
     * @return whether its thread had died and this call emptied it
     */
    boolean reap() {
        if ((int) STATE.getVolatile(this) != LIVE || !STATE.compareAndSet(this, LIVE, BUSY)) {
            return false;
        }
        // Asked only now: the cache may have gone from a dead thread to a living one since it was
        // seen. Its owner never looks at the state, so it does not notice.
        Thread owner = (Thread) THREAD.getOpaque(this); // opaque: LIVE published it
        if (owner.isAlive()) {
            STATE.setVolatile(this, LIVE);
            return false;
        }
        // isAlive() gave false: all that the thread did happens-before this (JLS 17.4.4).
        try {
            flush();
        } finally {
            THREAD.setOpaque(this, null); // opaque: see isMine
            STATE.setVolatile(this, VACANT); // publishes the empty lists to the next owner
        }
        return true;
    }

    /**
     * Whether this is the calling thread's. Exact, whatever it is: only a thread writes itself
     * here, and only after its death is it taken away.
     *
     * <p>Caller: any thread. Progress: wait-free.
     */
    boolean isMine() {
        return (Thread) THREAD.getOpaque(this) == Thread.currentThread(); // opaque: see above
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
