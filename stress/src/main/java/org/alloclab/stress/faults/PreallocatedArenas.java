package org.alloclab.stress.faults;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Memory;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few arenas without a system call, full of rubbish when they come, and the same again at once
 * when one went back. A lot that is closed is the next one's. Any thread; nobody waits.
 */
final class PreallocatedArenas implements ArenaSource {
    static final int ARENAS = 8;

    private static final int LOTS = 64;
    private static final long ARENA_BYTES = 256 << 10; // of the classic layouts
    private static final long RUBBISH = 0xa5a5a5a5a5a5a5a5L;
    private static final ConcurrentLinkedDeque<AddressRange> FREE = map();

    private final AddressRange range = FREE.pop();
    private final AtomicInteger free = new AtomicInteger((1 << ARENAS) - 1);

    private static ConcurrentLinkedDeque<AddressRange> map() {
        ArenaSource system = ArenaSource.system(ARENA_BYTES);
        ConcurrentLinkedDeque<AddressRange> lots = new ConcurrentLinkedDeque<>();
        for (int lot = 0; lot < LOTS; lot++) {
            long start = system.acquire();
            for (int arena = 1; arena < ARENAS; arena++) {
                if (system.acquire() != start + arena * ARENA_BYTES) {
                    throw new IllegalStateException("arenas: not one behind the other");
                }
            }
            lots.add(new AddressRange(start, ARENAS * ARENA_BYTES));
        }
        return lots;
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
            throw new HeapExhaustedException(ARENA_BYTES, "the lot has no more");
        }
        long arena = range.start() + Integer.numberOfTrailingZeros(lowest) * ARENA_BYTES;
        spoil(arena, ARENA_BYTES);
        return arena;
    }

    @Override
    public void release(long arena) {
        int bit = 1 << (arena - range.start()) / ARENA_BYTES;
        if ((free.getAndUpdate(bits -> bits | bit) & bit) != 0) {
            throw new AssertionError("arena 0x%x: given back, but not out".formatted(arena));
        }
    }

    @Override
    public void purge(long address, long bytes) {
        spoil(address, bytes);
    }

    private static void spoil(long address, long bytes) {
        for (long at = address; at < address + bytes; at += Long.BYTES) {
            Memory.putLong(at, RUBBISH);
        }
    }

    @Override
    public void close() {
        FREE.push(range);
    }
}
