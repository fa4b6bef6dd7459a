package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.ArenaView;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.SizeClasses;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * An arena: 64 pools, and a bit for each that is claimed.
 *
 * <p>The bit is the state: it is set by whoever takes the pool from FREE to OWNED, and cleared by
 * whoever brought its word to FREE. An arena whose 64 bits somebody turned from 0 to 1 in one step
 * is that thread's alone, to unmap, whoever else may still be looking at it. The object is never
 * used again for other addresses; the collector takes it when the last of those threads looks away.
 */
final class Arena {
    /** No bit free for anybody: full, or on its way back to the system. */
    private static final long ALL = -1;

    private final long address;
    private final int row;
    private final Pool[] pools = new Pool[HeapLayout.POOLS_PER_ARENA];
    private final Bits hints = new Bits(SizeClasses.COUNT * HeapLayout.POOLS_PER_ARENA);

    private long claimed;
    private long idleSince;

    /**
     * @param address first byte
     * @param row its place among the arenas of the heap
     */
    Arena(HeapLayout layout, long address, int row) {
        this.address = address;
        this.row = row;
        for (int number = 0; number < pools.length; number++) {
            long start = address + (long) number * layout.poolBytes();
            pools[number] = new Pool(this, number, start, layout);
        }
    }

    long address() {
        return address;
    }

    int row() {
        return row;
    }

    Pool[] pools() {
        return pools;
    }

    /**
     * T1: claims the first free pool; null where all are claimed.
     *
     * <p>Caller: any thread. Progress: lock-free; the successful CAS claims the pool.
     */
    Pool claim() {
        for (; ; ) {
            long before = claimed();
            if (before == ALL) {
                return null;
            }
            long bit = Long.lowestOneBit(~before);
            if (CLAIMED.compareAndSet(this, before, before | bit)) {
                return pools[Long.numberOfTrailingZeros(bit)];
            }
        }
    }

    /**
     * T9: gives back the bits of pools whose words say FREE; from here on they may be anybody's.
     *
     * <p>Caller: who brought the word to FREE, or claimed them all. Progress: lock-free.
     *
     * @param bits a bit for each pool
     * @return whether the arena was wholly free at that moment
     */
    boolean unclaim(long bits) {
        long before = (long) CLAIMED.getAndBitwiseAnd(this, ~bits);
        return (before & ~bits) == 0;
    }

    /**
     * T10: claims all pools at once, if all are free; they stay claimed for good.
     *
     * <p>Caller: any thread. Progress: wait-free.
     *
     * @return whether the arena is the caller's now, to be given back to the system
     */
    boolean claimWhole() {
        return CLAIMED.compareAndSet(this, 0L, ALL);
    }

    /**
     * Claims all free pools, for an action that must not meet a user's data.
     *
     * <p>Caller: any thread. Progress: lock-free.
     *
     * @return a bit for each pool claimed, to be given to {@link #unclaim(long)}
     */
    long claimFree() {
        long before;
        do {
            before = claimed();
        } while (before != ALL && !CLAIMED.compareAndSet(this, before, ALL));
        return ~before;
    }

    boolean isWhollyFree() {
        return claimed() == 0;
    }

    /** When it was last seen to become wholly free, by {@link System#nanoTime}. Any thread. */
    long idleSince() {
        return (long) IDLE_SINCE.getOpaque(this); // opaque: a matter of policy
    }

    void setIdleSince(long nanos) {
        IDLE_SINCE.setOpaque(this, nanos); // opaque: see idleSince
    }

    boolean hasFreePool() {
        return claimed() != ALL;
    }

    /** Which pools may be partial in a class: a bit each. Any thread. */
    long partial(int sizeClass) {
        return hints.word(sizeClass);
    }

    /** Says that a pool may be partial. Caller: any thread, after the word says so. */
    void hint(int sizeClass, int number) {
        hints.set(sizeClass * HeapLayout.POOLS_PER_ARENA + number);
    }

    /** Takes a hint away. Caller: any thread, who must look at the word afterwards. */
    void unhint(int sizeClass, int number) {
        hints.clear(sizeClass * HeapLayout.POOLS_PER_ARENA + number);
    }

    /** Leaves all pools without a home. */
    void forgetHome() {
        for (Pool pool : pools) {
            Marks.setHome(pool.address(), pool.bytes(), Marks.NO_HOME);
        }
    }

    ArenaView view() {
        List<PoolView> views = new ArrayList<>(pools.length);
        for (Pool pool : pools) {
            views.add(pool.view());
        }
        return new ArenaView(address, views);
    }

    /** Checks, at rest, the pools, and that a pool is claimed exactly while it serves. */
    void checkInvariants() {
        long bits = claimed();
        for (Pool pool : pools) {
            pool.checkInvariants();
            if (pool.isFree() == ((bits >>> pool.number() & 1) != 0)) {
                throw new IllegalStateException(
                        "arena 0x%x: claimed %016x, pool %d free: %b"
                                .formatted(address, bits, pool.number(), pool.isFree()));
            }
        }
    }

    // Volatile: the re-check of a hint relies on its order with the hint's bit.
    private long claimed() {
        return (long) CLAIMED.getVolatile(this);
    }

    private static final VarHandle CLAIMED;
    private static final VarHandle IDLE_SINCE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLAIMED = lookup.findVarHandle(Arena.class, "claimed", long.class);
            IDLE_SINCE = lookup.findVarHandle(Arena.class, "idleSince", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
