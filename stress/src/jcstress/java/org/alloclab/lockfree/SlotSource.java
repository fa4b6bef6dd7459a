package org.alloclab.lockfree;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;

import java.util.concurrent.atomic.AtomicInteger;

/** One or two arenas of a slot, without a system call; nothing is left over that must be closed. */
final class SlotSource implements ArenaSource {
    private final AddressRange range = Slots.next();
    private final AtomicInteger free;

    /**
     * @param arenas how many can be held at once: 1 or 2
     */
    SlotSource(int arenas) {
        free = new AtomicInteger((1 << arenas) - 1);
    }

    @Override
    public long arenaBytes() {
        return Slots.LAYOUT.arenaBytes();
    }

    @Override
    public AddressRange range() {
        return range;
    }

    @Override
    public long acquire() {
        int lowest = Integer.lowestOneBit(free.getAndUpdate(bits -> bits & bits - 1));
        if (lowest == 0) {
            throw new HeapExhaustedException(arenaBytes(), "no more than the slot has");
        }
        return range.start() + (lowest - 1) * arenaBytes();
    }

    @Override
    public void release(long arena) {
        free.getAndUpdate(bits -> bits | 1 << (arena - range.start()) / arenaBytes());
    }

    @Override
    public void purge(long address, long bytes) {}

    @Override
    public void close() {}
}
