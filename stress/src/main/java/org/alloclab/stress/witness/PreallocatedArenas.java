package org.alloclab.stress.witness;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few arenas of memory that is mapped already, so that opening a heap costs no system call. The
 * lowest free arena comes first; nothing is left that must be closed, and the memory can serve
 * another source later. Any thread; wait-free but for the overwriting.
 */
public final class PreallocatedArenas implements ArenaSource {
    /** Of the classic layouts. */
    public static final long ARENA_BYTES = 256 << 10;

    private final AddressRange range;
    private final int arenas;
    private final boolean overwrites;
    private final AtomicInteger free;

    /**
     * @param range mapped memory, of whole arenas, at most 31; no other source in use has it
     * @param arenas how many can be out at once
     * @param overwrites whether arenas are overwritten when they come, go, or are purged
     */
    public PreallocatedArenas(AddressRange range, int arenas, boolean overwrites) {
        this.range = range;
        this.arenas = arenas;
        this.overwrites = overwrites;
        free = new AtomicInteger((1 << arenas) - 1);
    }

    /** Maps memory that stays mapped until the process ends. */
    public static AddressRange map(long bytes) {
        return new AddressRange(ArenaSource.system(bytes).acquire(), bytes);
    }

    @Override
    public long arenaBytes() {
        return ARENA_BYTES;
    }

    @Override
    public AddressRange range() {
        return range;
    }

    @Override
    public long acquire() {
        int lowest = Integer.lowestOneBit(free.getAndUpdate(bits -> bits & bits - 1));
        if (lowest == 0) {
            throw new HeapExhaustedException(ARENA_BYTES, "all preallocated arenas are out");
        }
        long arena = range.start() + Integer.numberOfTrailingZeros(lowest) * ARENA_BYTES;
        overwrite(arena, ARENA_BYTES);
        return arena;
    }

    @Override
    public void release(long arena) {
        overwrite(arena, ARENA_BYTES); // before another heap may have it
        int bit = bit(arena);
        if ((free.getAndUpdate(bits -> bits | bit) & bit) != 0) {
            throw new AssertionError("arena 0x%x: given back, but not out".formatted(arena));
        }
    }

    @Override
    public void purge(long address, long bytes) {
        if (!isOut(address)) {
            throw new AssertionError("0x%x: purged, but its arena is not out".formatted(address));
        }
        overwrite(address, bytes);
    }

    private void overwrite(long address, long bytes) {
        if (overwrites) {
            BlockContents.poison(address, bytes);
        }
    }

    /** Whether an address lies in an arena that is out. */
    public boolean isOut(long address) {
        return range.contains(address) && (free.get() & bit(address)) == 0;
    }

    /** How many arenas are out. */
    public int out() {
        return arenas - Integer.bitCount(free.get());
    }

    private int bit(long address) {
        return 1 << (address - range.start()) / ARENA_BYTES;
    }

    @Override
    public void close() {}
}
