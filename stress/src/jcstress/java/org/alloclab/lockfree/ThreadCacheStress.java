package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A thread cache is taken, used, and reaped after its thread died. */
public final class ThreadCacheStress {
    private ThreadCacheStress() {}

    /**
     * Two new threads find the same vacant cache.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.OneTakesAVacantCache}.
     *
     * <p>One would believe that a cache which says VACANT can be taken. But both have read that,
     * and a cache with two owners hands out each of its blocks twice: nothing in it is atomic.
     *
     * <p>{@code ThreadCache.tryTake} turns VACANT to BUSY by a CAS.
     *
     * <p>Verdict: one of two CAS from the same value fails, and its thread looks elsewhere.
     */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first has it")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second has it")
    @Outcome(expect = FORBIDDEN, desc = "two owners, or none")
    @State
    public static class OneTakesAVacantCache {
        private final ThreadCache cache = LoneHeap.vacant();

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = cache.tryTake();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = cache.tryTake();
        }
    }

    /**
     * Two threads reap the cache of a dead one at once.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.OneReaperEmptiesIt}.
     *
     * <p>One would believe that emptying twice does no harm: the second time there is nothing left.
     * But both walk the same plain lists at once, give the same blocks back twice, and give up the
     * same pool twice.
     *
     * <p>{@code ThreadCache.reap} turns LIVE to BUSY by a CAS before it touches anything, and only
     * one reaper gets that far.
     *
     * <p>Verdict: one CAS succeeds. What the dead thread wrote is visible to the reaper because
     * {@code isAlive} has said no (JLS 17.4.4).
     */
    @JCStressTest
    @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "emptied once, and vacant")
    @Outcome(expect = FORBIDDEN, desc = "emptied twice, or not at all")
    @State
    public static class OneReaperEmptiesIt {
        private final LoneHeap heap = new LoneHeap();
        private final ThreadCache cache = heap.caches.newCache();

        public OneReaperEmptiesIt() {
            cache.allocateSlowly(LoneHeap.SIZE_CLASS);
            cache.handTo(LoneHeap.DEAD);
        }

        @Actor
        public void first(ZZZ_Result r) {
            r.r1 = reap();
        }

        @Actor
        public void second(ZZZ_Result r) {
            r.r2 = reap();
        }

        private boolean reap() {
            try {
                cache.reap();
                return true;
            } catch (RuntimeException e) {
                return false; // two walk the same lists
            }
        }

        @Arbiter
        public void look(ZZZ_Result r) {
            Pool pool = heap.arenas.takePool(LoneHeap.SIZE_CLASS, LoneArena.OWNER);
            r.r3 = pool.available() == LoneArena.BLOCKS - 1 && heap.isSound() && cache.tryTake();
        }
    }

    /**
     * A block is freed by another thread while the cache that its pool belongs to is being reaped.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.AFreeMeetsAReaper}.
     *
     * <p>One would believe that the pool of a dead thread can be handed on as it was read. But a
     * block that comes back between the reading and the writing of the word would be overwritten,
     * and lost.
     *
     * <p>{@code Pool.abandon} changes the word by a CAS, which fails if a block was pushed
     * meanwhile; and whichever of the two finds the pool partial sets its hint.
     *
     * <p>Verdict: the free is a CAS on the same word, so it comes before or after: in the list that
     * is handed over, or in the list of a pool that is partial already.
     */
    @JCStressTest
    @Outcome(
            id = "true, 7",
            expect = ACCEPTABLE,
            desc = "the block is back, and the pool can be found")
    @Outcome(expect = FORBIDDEN, desc = "a freed block is lost, or the pool is")
    @State
    public static class AFreeMeetsAReaper {
        private final LoneHeap heap = new LoneHeap();
        private final ThreadCache cache = heap.caches.newCache();
        private final long block;

        public AFreeMeetsAReaper() {
            block = cache.allocateSlowly(LoneHeap.SIZE_CLASS);
            cache.allocateSlowly(LoneHeap.SIZE_CLASS);
            cache.handTo(LoneHeap.DEAD);
        }

        @Actor
        public void reap() {
            cache.reap();
        }

        @Actor
        public void free() {
            heap.free(block);
        }

        @Arbiter
        public void look(ZI_Result r) {
            r.r1 = heap.isSound();
            Pool pool = heap.arenas.takePool(LoneHeap.SIZE_CLASS, LoneArena.OWNER);
            r.r2 = pool.available();
        }
    }

    /**
     * As {@link AFreeMeetsAReaper}, with the last block that is out. One of the two must give the
     * pool back to its arena, and not both.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.TheLastFreeMeetsAReaper}.
     *
     * <p>One would believe that the reaper does so, since it owns the pool. But it gave the pool up
     * as a partial one if the block was still out when it looked, and no thread allocates from it
     * any more.
     *
     * <p>{@code Pool.freeRemotely} and {@code Pool.abandon} judge by the word that their own CAS
     * replaces, and {@code ThreadCaches} gives back a pool that one of them has retired.
     *
     * <p>Verdict: the second of the two CAS sees all blocks back and retires the pool; the first
     * one did not see them all.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the arena is wholly free")
    @Outcome(
            expect = FORBIDDEN,
            desc = "a pool without a block in use is kept, or given back twice")
    @State
    public static class TheLastFreeMeetsAReaper {
        private final LoneHeap heap = new LoneHeap();
        private final ThreadCache cache = heap.caches.newCache();
        private final long block;

        public TheLastFreeMeetsAReaper() {
            block = cache.allocateSlowly(LoneHeap.SIZE_CLASS);
            cache.handTo(LoneHeap.DEAD);
        }

        @Actor
        public void reap() {
            cache.reap();
        }

        @Actor
        public void free() {
            heap.free(block);
        }

        @Arbiter
        public void look(ZZ_Result r) {
            r.r1 = heap.isSound();
            r.r2 = heap.arenas.table().arena(0).isWhollyFree();
        }
    }

    /**
     * A reaper empties a cache and says that it is vacant; a new thread takes it and looks into its
     * magazine.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.AVacantCacheIsEmpty}.
     *
     * <p>One would believe that VACANT means empty. It does, if what came before it is visible to a
     * reader: the magazine is plain.
     *
     * <p>{@code ThreadCache.reap} writes VACANT volatile, after all else; {@code
     * ThreadCache.tryTake} reads it volatile and takes it by a CAS.
     *
     * <p>Verdict: the write releases, the CAS acquires. The negative control writes VACANT plainly:
     * a compiler may then move the emptying behind it.
     */
    @JCStressTest
    @Control("weak-cache-vacant")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not vacant yet")
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "vacant, and empty")
    @Outcome(expect = FORBIDDEN, desc = "a block that was given back is still in the magazine")
    @State
    public static class AVacantCacheIsEmpty {
        private final LoneHeap heap = new LoneHeap();
        private final ThreadCache cache = heap.caches.newCache();

        public AVacantCacheIsEmpty() {
            cache.allocateSlowly(LoneHeap.SIZE_CLASS);
            cache.handTo(LoneHeap.DEAD);
        }

        @Actor
        public void reap() {
            cache.reap();
        }

        @Actor
        public void take(I_Result r) {
            r.r1 = cache.tryTake() ? cache.size(LoneHeap.SIZE_CLASS) : -1;
        }
    }

    /**
     * Two threads reap the cache of a dead one; one of them takes it at once for itself.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.TheLivingAreNotReaped}.
     *
     * <p>One would believe that a reaper may ask first whether the owner is alive, and take the
     * cache then. But between the question and the CAS the cache may have been reaped by another,
     * taken, and become the one of a living thread: the state says LIVE again, and the CAS
     * succeeds. The living thread goes on using what another thread is emptying.
     *
     * <p>{@code ThreadCache.reap} takes the cache first and asks afterwards; if the owner lives it
     * gives the cache back untouched. The owner never looks at the state, so it does not notice.
     *
     * <p>Verdict: while the state is BUSY no thread changes the owner, so the answer is about the
     * thread that the cache belongs to.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "taken, and kept")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the other reaper was at it")
    @Outcome(expect = FORBIDDEN, desc = "a living thread lost its cache")
    @State
    public static class TheLivingAreNotReaped {
        private final ThreadCache cache = LoneHeap.ofTheDead();

        @Actor
        public void reapAndTake(ZZ_Result r) {
            cache.reap();
            if (cache.tryTake()) {
                cache.handTo(LoneHeap.ALIVE);
                r.r1 = true;
                r.r2 = cache.isOf(LoneHeap.ALIVE);
            }
        }

        @Actor
        public void reap() {
            cache.reap();
        }

        @Arbiter
        public void look(ZZ_Result r) {
            cache.reap();
            r.r2 &= !cache.tryTake(); // the owner lives
        }
    }

    /**
     * A thread makes a cache its own while a reaper comes by.
     *
     * <p>How to run: {@code ./alloclab stress --tests ThreadCacheStress.ALiveCacheHasAThread}.
     *
     * <p>One would believe that the order of two lines is the order of two stores. The reaper that
     * reads LIVE asks the thread whether it is alive, and there must be one.
     *
     * <p>{@code ThreadCache.handTo} writes the thread opaque and then LIVE volatile; {@code
     * ThreadCache.reap} reads LIVE by a CAS and then the thread.
     *
     * <p>Verdict: the volatile write publishes the thread to every reader of LIVE. The negative
     * control writes LIVE plainly.
     */
    @JCStressTest
    @Control("weak-cache-live")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "left alone, or found alive")
    @Outcome(expect = FORBIDDEN, desc = "LIVE without a thread, or a living thread reaped")
    @State
    public static class ALiveCacheHasAThread {
        private final ThreadCache cache = LoneHeap.vacant();
        private boolean failed;

        public ALiveCacheHasAThread() {
            cache.tryTake();
        }

        @Actor
        public void take() {
            cache.handTo(LoneHeap.ALIVE);
        }

        @Actor
        public void reap() {
            try {
                cache.reap();
            } catch (NullPointerException e) {
                failed = true;
            }
        }

        @Arbiter
        public void look(Z_Result r) {
            r.r1 = !failed && !cache.tryTake();
        }
    }

    /**
     * One thread makes a vacant cache its own, another asks meanwhile whether it owns the cache.
     *
     * <p>How to run: {@code ./alloclab stress --tests
     * ThreadCacheStress.AStaleThreadIsNeverTheCaller}.
     *
     * <p>One would believe that a question which is read plainly, without any order, can be
     * answered wrongly. Each call of the allocator asks it, so an atomic read would be paid each
     * time.
     *
     * <p>{@code ThreadCache.isOf} compares a plain field with the calling thread. Only a thread
     * writes itself there, and only after its death is it taken away.
     *
     * <p>Verdict: a stale value is null, or a dead thread, or another living one: never falsely the
     * caller. And a thread sees its own write.
     */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "exact for both")
    @Outcome(expect = FORBIDDEN, desc = "a cache believed to be one's own, or not recognised")
    @State
    public static class AStaleThreadIsNeverTheCaller {
        private final ThreadCache cache = LoneHeap.ofTheDead();

        @Actor
        public void take(ZZ_Result r) {
            cache.reap();
            cache.tryTake();
            cache.handTo(Thread.currentThread());
            r.r1 = cache.isOf(Thread.currentThread());
        }

        @Actor
        public void ask(ZZ_Result r) {
            Thread me = Thread.currentThread();
            r.r2 = cache.isOf(me) | cache.isOf(me);
        }
    }
}
