package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.Memory;
import org.alloclab.memory.RawMemory;

/**
 * A small-object allocator in which no thread waits for another.
 *
 * <p>A thread allocates from pools that it owns, without any atomic instruction; a block freed by
 * somebody else is one CAS. The protocol is told in {@link org.alloclab.lockfree}.
 *
 * <p>Any thread may call, platform or virtual. A thread stopped at any point delays no other,
 * except where the operating system or the C library is called: for a new arena or a raw block, for
 * giving either back (a free that empties an arena may do so), in {@link #trim} and {@link #close}.
 * The record of raw blocks is a {@code ConcurrentHashMap}, whose writers may wait for each other,
 * as those in the C library do.
 *
 * <p>A StackOverflowError in the middle of a call may cost the heap a pool, but no block in use.
 */
public final class LockFreeAllocator implements SmallObjectAllocator {
    private final HeapLayout layout;
    private final RawMemory raw;
    private final Arenas arenas;
    private final ArenaTable table;
    private final ThreadCaches caches;
    private final Stripes stripes;
    private final Gate gate;

    // Here, and not in ThreadCaches: what a thread keeps under a key must not keep the key alive.
    private final ThreadLocal<ThreadCache> mine = new ThreadLocal<>();

    /** Creates an empty heap with arenas from the operating system. */
    public LockFreeAllocator(HeapLayout layout) {
        this(layout, ArenaSource.system(layout.arenaBytes()));
    }

    /**
     * Creates an empty heap.
     *
     * @param layout the heap's numbers
     * @param source where its arenas come from, at multiples of their size; closed with the heap
     * @throws IllegalArgumentException if the source's arenas have another size
     */
    public LockFreeAllocator(HeapLayout layout, ArenaSource source) {
        MappedBytes mapped = new MappedBytes();
        this.layout = layout;
        raw = new RawMemory(mapped);
        arenas = new Arenas(layout, source, mapped);
        table = arenas.table();
        caches = new ThreadCaches(arenas);
        stripes = new Stripes(caches);
        gate =
                new Gate(() -> {
                    raw.close();
                    arenas.close();
                });
    }

    @Override
    public long allocate(long size) {
        checkOpen();
        if (SizeClasses.isSmall(size)) {
            long block = allocateSmall(SizeClasses.of(size));
            if (block != 0) {
                return block;
            }
        }
        return raw.allocate(SizeClasses.checkSize(size));
    }

    private long allocateSmall(int sizeClass) {
        if (Thread.currentThread().isVirtual()) {
            return stripes.allocate(sizeClass);
        }
        ThreadCache cache = mine.get();
        if (cache == null) {
            cache = caches.enter();
            mine.set(cache);
        }
        return cache.allocate(sizeClass);
    }

    /** The calling thread's cache; null for a virtual thread, and for one that never allocated. */
    private ThreadCache mineOrNull() {
        return Thread.currentThread().isVirtual() ? null : mine.get();
    }

    @Override
    public long allocateZeroed(long size) {
        if (!SizeClasses.isSmall(size)) {
            checkOpen();
            return raw.allocateZeroed(SizeClasses.checkSize(size));
        }
        gate.enter();
        try {
            long block = allocate(size);
            Memory.clear(block, size);
            return block;
        } finally {
            gate.leave();
        }
    }

    @Override
    public void free(long address) {
        checkOpen();
        Pool pool = table.poolAt(address);
        if (pool != null) {
            free(pool, pool.blockAt(address));
        } else if (address != 0 && !raw.free(address)) {
            throw unknown(address);
        }
    }

    private void free(Pool pool, int block) {
        ThreadCache cache = mineOrNull();
        if (cache != null && pool.isOwnedBy(cache)) {
            cache.free(pool, block);
            return;
        }
        int sizeClass = pool.sizeClass(); // read while the block still keeps the pool as it is
        boolean comesHome = cache != null && pool.hasHome(cache);
        switch (pool.freeRemotely(block, comesHome ? cache : null)) {
            case PUSHED -> {}
            case PUBLISHED -> arenas.publish(pool, sizeClass);
            case ADOPTED -> cache.addFirst(pool);
            case RETIRED -> arenas.givePool(pool);
        }
    }

    @Override
    public long reallocate(long address, long size) {
        if (address == 0) {
            return allocate(size);
        }
        checkOpen();
        SizeClasses.checkSize(size);
        Pool pool = table.poolAt(address);
        if (pool == null) {
            long moved = raw.reallocate(address, size);
            if (moved == 0) {
                throw unknown(address);
            }
            return moved;
        }
        pool.blockAt(address);
        int blockBytes = pool.blockBytes();
        if (SizeClasses.keepsPlace(blockBytes, size)) {
            return address;
        }
        gate.enter();
        try {
            long moved = allocate(size);
            Memory.copy(address, moved, Math.min(size, blockBytes));
            free(address);
            return moved;
        } finally {
            gate.leave();
        }
    }

    @Override
    public long usableSize(long address) {
        checkOpen();
        Pool pool = table.poolAt(address);
        if (pool != null) {
            pool.blockAt(address);
            return pool.blockBytes();
        }
        long size = raw.size(address);
        if (size < 0) {
            throw unknown(address);
        }
        return size;
    }

    @Override
    public HeapStatistics statistics() {
        checkOpen();
        return arenas.statistics(raw);
    }

    @Override
    public HeapSnapshot snapshot() {
        checkOpen();
        return arenas.snapshot();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The pages of free pools in arenas that must stay go back to the system as well. Stripes of
     * virtual threads are emptied unless one is in use at this moment.
     */
    @Override
    public void trim() {
        checkOpen();
        ThreadCache cache = mineOrNull();
        if (cache != null) {
            cache.flush();
        }
        caches.reap();
        stripes.flush();
        arenas.trim();
    }

    @Override
    public HeapLayout layout() {
        return layout;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A call that races with this one fails or succeeds; while it is clearing or copying bytes,
     * the memory stays, and goes when it is done.
     */
    @Override
    public void close() {
        gate.close();
        mine.remove();
    }

    /** Caches and stripes there are: what threads cost, whether platform or virtual. */
    int cacheCount() {
        return caches.count() + stripes.count();
    }

    /** Checks, while no call is in progress, that all books agree. */
    void checkInvariants() {
        arenas.checkInvariants();
    }

    private void checkOpen() {
        if (gate.isClosed()) {
            throw new IllegalStateException("allocator: closed");
        }
    }

    private InvalidAddressException unknown(long address) {
        checkOpen(); // nothing is known any more once the records are closed
        What what =
                table.range().contains(address)
                        ? table.knows(address) ? What.ARENA_RELEASED : What.UNKNOWN
                        : AddressRange.isReserved(address) ? What.OTHER_ALLOCATOR : What.UNKNOWN;
        return new InvalidAddressException(address, what, "");
    }
}
