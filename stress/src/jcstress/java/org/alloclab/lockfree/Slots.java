package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Shadow;
import org.alloclab.stress.witness.PreallocatedArenas;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for arenas, taken once and used in turn: a state that is raced for costs no system call.
 *
 * <p>There are more slots than states that JCStress keeps at once, so no two of them share one.
 * Marks are as the last user left them.
 */
final class Slots {
    static final HeapLayout LAYOUT = HeapLayout.CLASSIC;

    private static final int BLOCKS = 4;
    private static final long BLOCK_BYTES = 1L << 30;
    private static final int PER_BLOCK = (int) (BLOCK_BYTES / LAYOUT.arenaBytes());
    private static final long[] STARTS = new long[BLOCKS];
    private static final AtomicInteger NEXT = new AtomicInteger();

    static {
        ArenaSource source = ArenaSource.mapped(BLOCK_BYTES); // open until the process ends
        for (int block = 0; block < BLOCKS; block++) {
            STARTS[block] = source.acquire();
            Shadow.commit(STARTS[block], BLOCK_BYTES);
        }
    }

    private Slots() {}

    /** Addresses of two arenas, one behind the other. */
    static AddressRange next() {
        int slot = 2 * NEXT.getAndIncrement() & BLOCKS * PER_BLOCK - 1;
        long start = STARTS[slot / PER_BLOCK] + (long) (slot % PER_BLOCK) * LAYOUT.arenaBytes();
        return new AddressRange(start, 2L * LAYOUT.arenaBytes());
    }

    /**
     * A source of one or two arenas of the next slot.
     *
     * @param arenas how many can be held at once: 1 or 2
     */
    static ArenaSource source(int arenas) {
        return new PreallocatedArenas(next(), arenas, false);
    }
}
