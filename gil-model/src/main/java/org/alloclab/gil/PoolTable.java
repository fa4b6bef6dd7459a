package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.memory.AddressRange;

import java.util.Arrays;

/**
 * Which pool an address lies in: a place for each pool-sized stretch of the range, from its start.
 *
 * <p>Stands for {@code address_in_range}, which reads memory that may be anybody's.
 */
final class PoolTable {
    private final AddressRange range;
    private final long start;
    private final int poolShift;
    private Pool[] pools = new Pool[HeapLayout.POOLS_PER_ARENA];

    PoolTable(HeapLayout layout, AddressRange range) {
        this.range = range;
        this.start = layout.poolStart(range.start());
        this.poolShift = Integer.numberOfTrailingZeros(layout.poolBytes());
    }

    AddressRange range() {
        return range;
    }

    /** The pool that holds the address, whatever its state; null where there is none. */
    Pool at(long address) {
        long place = place(address);
        return place < pools.length ? pools[(int) place] : null;
    }

    void enter(Pool pool) {
        if (!range.contains(pool.address())) {
            throw new IllegalStateException(
                    "pool: 0x%x is not in %s".formatted(pool.address(), range));
        }
        int place = (int) place(pool.address());
        if (place >= pools.length) {
            pools = Arrays.copyOf(pools, Math.max(place + 1, 2 * pools.length));
        }
        pools[place] = pool;
    }

    void remove(Pool pool) {
        pools[(int) place(pool.address())] = null;
    }

    void clear() {
        pools = new Pool[0];
    }

    /** Not negative; beyond every place for an address below the range. */
    private long place(long address) {
        return (address - start) >>> poolShift;
    }
}
