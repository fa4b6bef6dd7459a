package org.alloclab.gil;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SizeClasses;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.Memory;
import org.alloclab.memory.RawMemory;

/**
 * The body of the allocator: single-threaded code that is always entered with the lock held.
 *
 * <p>Source: {@code pymalloc_alloc}, {@code pymalloc_free} and {@code pymalloc_realloc}.
 */
final class Heap {
    private final HeapLayout layout;
    private final MappedBytes mapped = new MappedBytes();
    private final RawMemory raw = new RawMemory(mapped);
    private final UsedPools used = new UsedPools();
    private final PoolTable table;
    private final Arenas arenas;
    private boolean closed;

    Heap(HeapLayout layout, ArenaSource source, PoolMaker maker) {
        if (source.arenaBytes() != layout.arenaBytes()) {
            throw new IllegalArgumentException(
                    "arenaBytes: "
                            + source.arenaBytes()
                            + " (expected: "
                            + layout.arenaBytes()
                            + ")");
        }
        this.layout = layout;
        this.table = new PoolTable(layout, source.range());
        this.arenas = new Arenas(layout, source, maker, table, mapped);
    }

    HeapLayout layout() {
        return layout;
    }

    long allocate(long size) {
        if (SizeClasses.isSmall(size)) {
            Pool pool = used.first(SizeClasses.of(size));
            if (pool == null) {
                pool = takePool(SizeClasses.of(size));
            }
            if (pool != null) {
                return allocateIn(pool);
            }
        }
        checkOpen();
        return raw.allocate(SizeClasses.checkSize(size));
    }

    private long allocateIn(Pool pool) {
        long block;
        try {
            block = pool.allocate();
        } catch (HeapCorruptedException e) {
            used.remove(pool); // it counts as full
            if (pool.isEmpty()) {
                arenas.give(pool);
            }
            throw e;
        }
        if (pool.isFull()) {
            used.removeFirst(pool);
        }
        return block;
    }

    /** A pool for a class that has none with a free block; null where no arena can be had. */
    private Pool takePool(int sizeClass) {
        checkOpen();
        try {
            Pool pool = arenas.takePool();
            pool.serve(sizeClass);
            used.addOnly(pool);
            return pool;
        } catch (HeapExhaustedException e) {
            return null; // as CPython: the request falls through to the C library
        }
    }

    long allocateZeroed(long size) {
        if (!SizeClasses.isSmall(size)) {
            checkOpen();
            return raw.allocateZeroed(SizeClasses.checkSize(size));
        }
        long block = allocate(size);
        Memory.clear(block, size);
        return block;
    }

    void free(long address) {
        Pool pool = table.at(address);
        if (pool == null) {
            freeRaw(address);
            return;
        }
        boolean wasFull = pool.isFull();
        pool.free(address);
        if (wasFull) {
            used.addFirst(pool); // its block is the next one handed out
        }
        if (pool.isEmpty()) {
            used.remove(pool);
            arenas.give(pool);
        }
    }

    private void freeRaw(long address) {
        checkOpen();
        if (address != 0 && !raw.free(address)) {
            throw unknown(address);
        }
    }

    long reallocate(long address, long size) {
        if (address == 0) {
            return allocate(size);
        }
        checkOpen();
        SizeClasses.checkSize(size);
        Pool pool = table.at(address);
        if (pool == null) {
            long moved = raw.reallocate(address, size);
            if (moved == 0) {
                throw unknown(address);
            }
            return moved;
        }
        pool.checkLive(address);
        if (SizeClasses.keepsPlace(pool.blockBytes(), size)) {
            return address;
        }
        // Allocates before it frees: the old place is not available to the new block.
        long moved = allocate(size);
        Memory.copy(address, moved, Math.min(size, pool.blockBytes()));
        free(address);
        return moved;
    }

    long usableSize(long address) {
        checkOpen();
        Pool pool = table.at(address);
        if (pool != null) {
            pool.checkLive(address);
            return pool.blockBytes();
        }
        long size = raw.size(address);
        if (size < 0) {
            throw unknown(address);
        }
        return size;
    }

    HeapStatistics statistics() {
        checkOpen();
        return arenas.statistics(raw);
    }

    HeapSnapshot snapshot() {
        checkOpen();
        return arenas.snapshot();
    }

    void trim() {
        checkOpen();
        arenas.trim();
        raw.trim();
    }

    void close() {
        if (!closed) {
            closed = true;
            used.clear();
            table.clear();
            raw.close();
            arenas.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("allocator: closed");
        }
    }

    private InvalidAddressException unknown(long address) {
        What what =
                table.range().contains(address)
                        ? arenas.describe(address)
                        : AddressRange.isReserved(address) ? What.OTHER_ALLOCATOR : What.UNKNOWN;
        return new InvalidAddressException(address, what, "");
    }
}
