package org.alloclab.lockfree;

import org.alloclab.memory.MappedBytes;

import java.util.concurrent.locks.LockSupport;

/** What lies below an allocator: arenas, and caches that no thread need have. */
final class LoneHeap {
    static final int SIZE_CLASS = LoneArena.SIZE_CLASS;

    /** A thread that is not alive. */
    static final Thread DEAD = new Thread();

    /**
     * A thread that lives as long as the process. Those of JCStress do not: one that has run its
     * actor for the last time may end before the others have.
     */
    static final Thread ALIVE = Thread.ofPlatform().daemon().unstarted(LoneHeap::live);

    static {
        ALIVE.start();
    }

    final Arenas arenas = new Arenas(Slots.LAYOUT, Slots.source(1), new MappedBytes());
    final ThreadCaches caches = new ThreadCaches(arenas, new CloseGuard(() -> {}));

    private static void live() {
        while (true) {
            LockSupport.park();
        }
    }

    /** A cache without a pool and without a thread. */
    static ThreadCache vacant() {
        ThreadCache cache = ofTheDead();
        cache.reap();
        return cache;
    }

    /** A cache without a pool whose thread has ended. */
    static ThreadCache ofTheDead() {
        ThreadCache cache = new ThreadCaches(null, null).newCache();
        cache.handTo(DEAD);
        return cache;
    }

    /** Frees a block as a thread does that has no cache. */
    void free(long block) {
        Pool pool = caches.poolAt(block);
        Marks.giveBack(block);
        caches.freeRemotely(pool, pool.blockAt(block), SIZE_CLASS);
    }

    /** Whether all books agree and all hints are there. At rest. */
    boolean isSound() {
        try {
            arenas.checkInvariants();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
