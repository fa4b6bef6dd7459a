package org.alloclab.lockfree;

import static org.alloclab.lockfree.PoolWord.BROKEN;
import static org.alloclab.lockfree.PoolWord.FREE;
import static org.alloclab.lockfree.PoolWord.FULL;
import static org.alloclab.lockfree.PoolWord.KEPT;
import static org.alloclab.lockfree.PoolWord.OWNED;
import static org.alloclab.lockfree.PoolWord.PARTIAL;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.PoolView;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A pool: blocks of one size class, one owner at a time, and one word for everybody else.
 *
 * <p>Every change of state is one CAS on the {@link PoolWord}; a CAS to OWNED takes over what is
 * private, a CAS from OWNED hands it over. {@code T1} to {@code T9}, {@code T11} and {@code T12}
 * are the transitions listed in {@link org.alloclab.lockfree}.
 */
final class Pool extends PoolBlocks {
    private final Arena arena;
    private final int number;

    private long word;
    private ThreadCache owner;

    Pool(Arena arena, int number, long address, HeapLayout layout) {
        super(address, layout);
        this.arena = arena;
        this.number = number;
    }

    Arena arena() {
        return arena;
    }

    /** Position in the arena: 0 to 63. */
    int number() {
        return number;
    }

    /**
     * Whether {@code cache} owns this pool. Exact for a thread that asks about its own cache: only
     * {@code cache} writes itself here, and whoever opens the pool after it was retired writes
     * another one before the word.
     *
     * <p>Caller: any thread. Progress: wait-free.
     *
     * @param cache not null
     */
    boolean isOwnedBy(ThreadCache cache) {
        return PoolWord.state(word()) == OWNED && isLastOwner(cache); // the word first: see above
    }

    private boolean isLastOwner(ThreadCache cache) {
        return (ThreadCache) OWNER.getOpaque(this) == cache; // opaque: see isOwnedBy
    }

    /**
     * T1: serves a class from now on.
     *
     * <p>Caller: who claimed the pool's bit. Progress: wait-free.
     *
     * @param cache its owner; null for a caller without a cache
     */
    void open(int sizeClass, ThreadCache cache) {
        cut(sizeClass);
        own(cache);
        // Volatile, and last: who learns of the class from the word finds the blocks cut for it,
        // and who kept the pool before it was retired finds that it is another's.
        WORD.setVolatile(this, PoolWord.next(word(), OWNED, sizeClass, 0));
    }

    private void own(ThreadCache cache) {
        Marks.setHome(address(), bytes(), cache == null ? Marks.NO_HOME : cache.number());
        OWNER.setOpaque(this, cache); // opaque: see isOwnedBy
    }

    /** What became of a pool into which a thread freed blocks that is not at work on it. */
    enum Freed {
        /** The blocks are on the list; the pool is looked after by another. */
        PUSHED,
        /** The pool was full and is partial now: its hint must be set. */
        PUBLISHED,
        /** The pool belongs to the freer now. */
        ADOPTED,
        /** Every block is back and nobody owns the pool: its bit must be given back. */
        RETIRED
    }

    /** As the other, of one block. */
    Freed freeRemotely(int block, ThreadCache adopter) {
        return freeRemotely(block, block, 1, adopter);
    }

    /**
     * T3, T7, T8 or T9: takes back blocks from a caller that is not at work on the pool.
     *
     * <p>Caller: any thread but an owner in a call, which held the blocks, has linked them, and has
     * marked them as given back. Progress: lock-free; the successful CAS frees the blocks.
     *
     * @param first the block from which links lead to all the others
     * @param last the one to which they lead
     * @param blocks how many
     * @param adopter takes the pool over if it has no owner; null to leave it
     */
    Freed freeRemotely(int first, int last, int blocks, ThreadCache adopter) {
        for (; ; ) {
            long before = word();
            int state = PoolWord.state(before);
            if (state == FREE) {
                throw notLive(addressOf(first)); // threads raced to free it
            }
            link(last, PoolWord.head(before)); // before the CAS, which publishes it
            int count = PoolWord.count(before) + blocks;
            boolean hasNoOwner = state == FULL || state == PARTIAL;
            if ((hasNoOwner || state == KEPT) && count == PoolWord.live(before)) {
                // Judged by the value that the CAS replaces, so exactly one freer is the last. An
                // owner who keeps the pool takes it up by a CAS: one of the two fails.
                long after = retired(before);
                if (WORD.compareAndSet(this, before, after)) {
                    checkRetired(after);
                    return Freed.RETIRED;
                }
            } else if (hasNoOwner && adopter != null) {
                long after = PoolWord.next(before, OWNED, PoolWord.sizeClass(before), 0);
                if (WORD.compareAndSet(this, before, after)) {
                    own(adopter);
                    takeBack(first, count);
                    return Freed.ADOPTED;
                }
            } else {
                int after = hasNoOwner && isWorthAVisit(count) ? PARTIAL : state;
                long pushed = PoolWord.pushed(before, after, first, blocks);
                if (WORD.compareAndSet(this, before, pushed)) {
                    return after == state ? Freed.PUSHED : Freed.PUBLISHED;
                }
            }
        }
    }

    /**
     * T4: takes over the remotely freed blocks.
     *
     * <p>Caller: owner. Progress: wait-free.
     *
     * @return whether there were enough of them
     * @throws HeapCorruptedException if their list is damaged; nobody owns the pool then
     */
    boolean drain() {
        long seen = word();
        if (!isWorthAVisit(PoolWord.count(seen))) {
            return false;
        }
        // An exchange: blocks pushed since are taken as well. Nothing but the list can have
        // changed.
        long before = (long) WORD.getAndSet(this, PoolWord.drained(seen));
        takeBack(PoolWord.head(before), PoolWord.count(before));
        return true;
    }

    /**
     * Whether so many remotely freed blocks are a reason to look for the pool: a quarter of it. Who
     * comes for each one meets its freer every time; mimalloc waits for an eighth of larger pages.
     */
    private boolean isWorthAVisit(int count) {
        return count > 0 && count >= capacity() >> 2;
    }

    private void takeBack(int head, int count) {
        if (!splice(head, count)) {
            throw breakUp("the list of %d remotely freed blocks does not end".formatted(count));
        }
    }

    /**
     * T5: gives up a pool that has no block to hand out.
     *
     * <p>Caller: owner, who still owns it if this fails. Progress: wait-free.
     *
     * @return false if enough blocks came back meanwhile
     */
    boolean detach(ThreadCache me) {
        OWNER.setOpaque(this, null); // before the CAS: after it the field is the adopter's
        long before = word();
        if (!isWorthAVisit(PoolWord.count(before))
                && WORD.compareAndSet(this, before, PoolWord.handedOver(before, FULL, used()))) {
            return true;
        }
        OWNER.setOpaque(this, me); // opaque: we never ceased to own it
        return false;
    }

    /**
     * T6 or T9: gives up a pool with all that is on its lists, which stay with it.
     *
     * <p>Caller: owner, or the reaper of his cache. Progress: lock-free.
     *
     * @return its state now: FULL, PARTIAL (its hint must be set) or FREE (its bit must be given
     *     back)
     * @throws HeapCorruptedException if all blocks seem to be back, but one is live
     */
    int abandon() {
        OWNER.setOpaque(this, null); // before the CAS: after it the field is the adopter's
        return leave(false);
    }

    /**
     * T11 or T9: leaves a pool at the end of a call, for its owner to take up again: until then he
     * touches nothing of it.
     *
     * <p>Caller: owner. Progress: lock-free; the successful CAS tells how many blocks are out, so
     * that the freer of the last one knows.
     *
     * @return its state now: KEPT, or FREE (its bit must be given back)
     * @throws HeapCorruptedException if all blocks seem to be back, but one is live
     */
    int keep() {
        return leave(true);
    }

    private int leave(boolean isKept) {
        int live = used();
        boolean exhausted = available() == 0;
        for (; ; ) {
            long before = word();
            int count = PoolWord.count(before);
            boolean full = exhausted && !isWorthAVisit(count);
            int state = count == live ? FREE : isKept ? KEPT : full ? FULL : PARTIAL;
            long after = state == FREE ? retired(before) : PoolWord.handedOver(before, state, live);
            // Not a store: a block pushed since the word was read would be lost.
            if (WORD.compareAndSet(this, before, after)) {
                checkRetired(after);
                return state;
            }
        }
    }

    /**
     * T12: takes up a pool that the caller's cache has kept. What is private is the owner's by the
     * CAS alone, as if he adopted the pool: whose it was before is a matter of policy.
     *
     * <p>Caller: the owner of the cache, or its reaper. Progress: lock-free.
     *
     * @return whether it is his still: not if it was retired, whoever has it by now
     */
    boolean takeUp(int sizeClass, ThreadCache me) {
        for (; ; ) {
            long before = word();
            int state = PoolWord.state(before);
            // The word first: if the pool was opened by another, it shows who that is.
            if (!isLastOwner(me) || PoolWord.sizeClass(before) != sizeClass) {
                return false;
            }
            if (state != KEPT) {
                return state == OWNED; // a call of his was cut short, and left it so
            }
            if (WORD.compareAndSet(this, before, PoolWord.handedOver(before, OWNED, 0))) {
                return true;
            }
        }
    }

    /**
     * The word of a pool whose blocks all are back: FREE, unless somebody holds one all the same.
     * It is worth what the CAS is worth: if that fails, somebody else has the pool and may have
     * handed it out.
     */
    private long retired(long before) {
        return areAllBack()
                ? PoolWord.next(before, FREE, 0, 0)
                : PoolWord.next(before, BROKEN, PoolWord.sizeClass(before), 0);
    }

    private void checkRetired(long after) {
        if (PoolWord.state(after) == BROKEN) {
            throw new HeapCorruptedException(address(), "all blocks are back, but one is in use");
        }
    }

    /**
     * T8: takes over a pool that nobody owns, if blocks of the class can be had from it.
     *
     * <p>Caller: any thread. Progress: lock-free; the successful CAS takes over what is private.
     *
     * @param cache its owner from now on; null for a caller without a cache
     */
    boolean adopt(int sizeClass, ThreadCache cache) {
        for (; ; ) {
            long before = word();
            if (PoolWord.state(before) != PARTIAL || PoolWord.sizeClass(before) != sizeClass) {
                return false; // a hint is only a hint: the word decides
            }
            if (WORD.compareAndSet(this, before, PoolWord.next(before, OWNED, sizeClass, 0))) {
                own(cache);
                takeBack(PoolWord.head(before), PoolWord.count(before));
                return true;
            }
        }
    }

    /** Whether blocks of the class can be had by adopting. Caller: any thread. */
    boolean isPartial(int sizeClass) {
        long now = word();
        return PoolWord.state(now) == PARTIAL && PoolWord.sizeClass(now) == sizeClass;
    }

    /** As {@link #breakUp}, of a pool that has blocks on its list but none to hand out. */
    HeapCorruptedException damaged() {
        return breakUp("its free list runs through a block in use");
    }

    /** Whether the pool serves no class. Caller: any thread. */
    boolean isFree() {
        return PoolWord.state(word()) == FREE;
    }

    /**
     * Puts the pool out of use: nobody owns it, and nobody will. Blocks still freed into it are
     * lost.
     *
     * <p>Caller: owner. Progress: lock-free.
     */
    HeapCorruptedException breakUp(String evidence) {
        OWNER.setOpaque(this, null); // before the CAS, as in abandon
        long before;
        do {
            before = word();
        } while (!WORD.compareAndSet(this, before, PoolWord.handedOver(before, BROKEN, used())));
        return new HeapCorruptedException(address(), evidence);
    }

    /** The pool as it is now, and in bounds, but exact only at rest. Caller: any thread. */
    PoolView view() {
        long now = word();
        if (PoolWord.state(now) == FREE) {
            return new PoolView(address(), -1, 0, 0);
        }
        int sizeClass = PoolWord.sizeClass(now);
        return new PoolView(address(), sizeClass, liveBlocks(sizeClass), capacityFor(sizeClass));
    }

    /** Checks, at rest, that the pool's books agree. */
    void checkInvariants() {
        long now = word();
        int state = PoolWord.state(now);
        if (state != FREE && state != BROKEN) {
            checkBlocks(PoolWord.head(now), PoolWord.count(now));
        }
        boolean sound =
                switch (state) {
                    case FREE -> areAllBack();
                    case OWNED -> OWNER.getOpaque(this) != null;
                    case KEPT -> isWellCounted(now) && OWNER.getOpaque(this) != null;
                    case FULL -> !isWorthAVisit(PoolWord.count(now)) && available() == 0;
                    case PARTIAL -> isWellCounted(now);
                    default -> true;
                };
        if (!sound) {
            throw new IllegalStateException(
                    "pool 0x%x: %s".formatted(address(), PoolWord.toString(now)));
        }
    }

    private boolean isWellCounted(long now) {
        return PoolWord.count(now) < used() && PoolWord.live(now) == used();
    }

    // Volatile: the re-check of a hint relies on its order with the hint's bit.
    private long word() {
        return (long) WORD.getVolatile(this);
    }

    private static final VarHandle WORD;
    private static final VarHandle OWNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(Pool.class, "word", long.class);
            OWNER = lookup.findVarHandle(Pool.class, "owner", ThreadCache.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
