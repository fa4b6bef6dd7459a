package org.alloclab.lockfree;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapExhaustedException;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The caches of all platform threads, and where they get their pools.
 *
 * <p>Caches are entered in a list that only grows, and are used again: there are never more than
 * there were threads at once. A thread that needs one first empties those of threads that have
 * died.
 *
 * <p>Caller: any thread. Progress: lock-free, but for new arenas from the operating system.
 */
final class ThreadCaches {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Arenas arenas;
    private final CloseGuard gate;

    private ThreadCache first;

    ThreadCaches(Arenas arenas, CloseGuard gate) {
        this.arenas = arenas;
        this.gate = gate;
    }

    /** A cache that is on no list. */
    ThreadCache newCache() {
        return new ThreadCache(this, NUMBERS.incrementAndGet());
    }

    /**
     * The calling thread's cache: one that it has but lost sight of, or one that is nobody's, or a
     * new one.
     *
     * @return never null; the calling thread is a platform thread
     */
    ThreadCache enter() {
        Thread me = Thread.currentThread();
        ThreadCache cache = find(each -> each.isOf(me));
        if (cache != null) {
            return cache; // pools of threads clear the thread locals of their workers
        }
        reap();
        cache = find(ThreadCache::tryTake);
        if (cache == null) {
            cache = newCache();
            push(cache);
        }
        cache.handTo(me);
        return cache;
    }

    private ThreadCache find(Predicate<ThreadCache> wanted) {
        for (ThreadCache cache = first(); cache != null; cache = cache.next) {
            if (wanted.test(cache)) {
                return cache;
            }
        }
        return null;
    }

    /** Nothing is ever taken out of the list, so a first one that came back is the same list. */
    private void push(ThreadCache cache) {
        do {
            cache.next = first();
        } while (!FIRST.compareAndSet(this, cache.next, cache));
    }

    /** Empties the caches of threads that have died. */
    void reap() {
        for (ThreadCache cache = first(); cache != null; cache = cache.next) {
            cache.reap();
        }
    }

    /**
     * A pool that serves a class: adopted, or else claimed, if need be after the caller gave up
     * what he has at hand and the dead were reaped, or else of a new arena. Null where there is
     * none to be had.
     *
     * @param cache its owner; null for a caller without a cache
     */
    Pool takePool(int sizeClass, ThreadCache cache) {
        Pool pool = arenas.takePool(sizeClass, cache);
        if (pool == null) {
            if (cache != null) {
                cache.flush(); // a pool of another class may be wholly free but for its magazine
            }
            reap();
            pool = arenas.takePool(sizeClass, cache);
        }
        if (pool != null) {
            return pool;
        }
        try {
            return arenas.takePoolOfNewArena(sizeClass, cache);
        } catch (HeapExhaustedException e) {
            return null; // the request goes to the C library, as CPython's does
        }
    }

    /**
     * What to say of a block that is marked otherwise than it should be.
     *
     * @throws IllegalStateException if that is because the heap was closed
     */
    HeapCorruptedException freedTwice(long block) {
        gate.check();
        return HeapCorruptedException.freedTwice(block);
    }

    /** The pool that holds an address; null where there is no arena. */
    Pool poolAt(long address) {
        return arenas.table().poolAt(address);
    }

    /** Gives back a block that the caller held. */
    void freeRemotely(Pool pool, int block, int sizeClass) {
        freeRemotely(pool, block, block, 1, sizeClass, null);
    }

    /**
     * Gives back blocks that the caller held, and linked, {@code first} to {@code last}.
     *
     * @param adopter takes the pool over if it has no owner; null to leave it
     */
    void freeRemotely(
            Pool pool, int first, int last, int blocks, int sizeClass, ThreadCache adopter) {
        switch (pool.freeRemotely(first, last, blocks, adopter)) {
            case PUSHED -> {}
            case PUBLISHED -> arenas.publish(pool, sizeClass);
            case ADOPTED -> adopter.keep(pool);
            case RETIRED -> arenas.givePool(pool);
        }
    }

    /** Leaves a pool that the caller owns to its cache, unless all blocks are back. */
    void keep(Pool pool) {
        if (pool.keep() == PoolWord.FREE) {
            arenas.givePool(pool);
        }
    }

    /** Gives up a pool that the caller owns. */
    void abandon(Pool pool, int sizeClass) {
        switch (pool.abandon()) {
            case PoolWord.PARTIAL -> arenas.publish(pool, sizeClass);
            case PoolWord.FREE -> arenas.givePool(pool);
            default -> {} // full: the next free into it sees to it
        }
    }

    /** Caches there are, in use or not. */
    int count() {
        int count = 0;
        for (ThreadCache cache = first(); cache != null; cache = cache.next) {
            count++;
        }
        return count;
    }

    private ThreadCache first() {
        return (ThreadCache) FIRST.getVolatile(this); // the push published the cache and its next
    }

    private static final VarHandle FIRST;

    static {
        try {
            FIRST =
                    MethodHandles.lookup()
                            .findVarHandle(ThreadCaches.class, "first", ThreadCache.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
