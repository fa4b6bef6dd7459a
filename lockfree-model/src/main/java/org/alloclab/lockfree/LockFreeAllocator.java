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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A small-object allocator in which no thread waits for another.
 *
 * <p>A thread allocates from pools that it owns, without any atomic instruction; a block freed by
 * somebody else is one CAS. The protocol is told in {@link org.alloclab.lockfree}.
 *
 * <p>Any thread may call, platform or virtual. A thread stopped at any point delays no other,
 * except in the C library and the operating system: where a new arena or a raw block is asked for,
 * and in {@link #trim} and {@link #close}.
 */
public final class LockFreeAllocator implements SmallObjectAllocator {
    private final HeapLayout layout;
    private final RawMemory raw;
    private final Arenas arenas;
    private final ArenaTable table;
    private final ThreadCaches caches;
    private final Stripes stripes;

    private boolean closed;

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
        return raw.allocate(checkSize(size));
    }

    private long allocateSmall(int sizeClass) {
        return Thread.currentThread().isVirtual()
                ? stripes.allocate(sizeClass)
                : caches.mine().allocate(sizeClass);
    }

    @Override
    public long allocateZeroed(long size) {
        if (!SizeClasses.isSmall(size)) {
            checkOpen();
            return raw.allocateZeroed(checkSize(size));
        }
        long block = allocate(size);
        Memory.clear(block, size);
        return block;
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
        // A thread that never allocated needs no cache to free; a virtual thread has none.
        ThreadCache cache = Thread.currentThread().isVirtual() ? null : caches.mineOrNull();
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
        checkSize(size);
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
        long moved = allocate(size);
        Memory.copy(address, moved, Math.min(size, blockBytes));
        free(address);
        return moved;
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
        ThreadCache cache = Thread.currentThread().isVirtual() ? null : caches.mineOrNull();
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
     * <p>Nothing of a pool is read or written off-heap, so a call that races with this one fails or
     * succeeds, but touches no memory that is gone.
     */
    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            raw.close();
            arenas.close();
        }
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
        if ((boolean) CLOSED.getOpaque(this)) { // opaque: orders nothing; close says what may race
            throw new IllegalStateException("allocator: closed");
        }
    }

    private static long checkSize(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: 0 or more bytes)");
        }
        return size;
    }

    private InvalidAddressException unknown(long address) {
        What what =
                table.range().contains(address)
                        ? What.ARENA_RELEASED
                        : AddressRange.isReserved(address) ? What.OTHER_ALLOCATOR : What.UNKNOWN;
        return new InvalidAddressException(address, what, "");
    }

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED =
                    MethodHandles.lookup()
                            .findVarHandle(LockFreeAllocator.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
