package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.memory.AddressRange;

import java.util.Arrays;

/**
 * Which pool an address lies in. A row for each arena-sized stretch of the range; an arena whose
 * base is not aligned has its pools in two rows, but a pool, being aligned, is in one.
 *
 * <p>Stands for {@code address_in_range}, which reads memory that may be anybody's.
 */
final class PoolTable {
    private final AddressRange range;
    private final int arenaShift;
    private final int poolShift;
    private Pool[][] rows = new Pool[16][];

    PoolTable(HeapLayout layout, AddressRange range) {
        if (range.start() % layout.arenaBytes() != 0) {
            throw new IllegalArgumentException("range: %s is not aligned".formatted(range));
        }
        this.range = range;
        this.arenaShift = Integer.numberOfTrailingZeros(layout.arenaBytes());
        this.poolShift = Integer.numberOfTrailingZeros(layout.poolBytes());
    }

    AddressRange range() {
        return range;
    }

    /** The pool that holds the address, whatever its state; null where there is none. */
    Pool at(long address) {
        long row = (address - range.start()) >>> arenaShift;
        if (row >= rows.length || rows[(int) row] == null) {
            return null;
        }
        return rows[(int) row][column(address)];
    }

    /** Whether there has ever been a pool near an address of the range. */
    boolean knows(long address) {
        long row = (address - range.start()) >>> arenaShift;
        return row < rows.length && rows[(int) row] != null;
    }

    void enter(Pool pool) {
        if (!range.contains(pool.address())) {
            throw new IllegalStateException(
                    "pool: 0x%x is not in %s".formatted(pool.address(), range));
        }
        int row = row(pool);
        if (row >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(row + 1, 2 * rows.length));
        }
        if (rows[row] == null) {
            rows[row] = new Pool[HeapLayout.POOLS_PER_ARENA];
        }
        rows[row][column(pool.address())] = pool;
    }

    void remove(Pool pool) {
        rows[row(pool)][column(pool.address())] = null;
    }

    private int row(Pool pool) {
        return (int) ((pool.address() - range.start()) >>> arenaShift);
    }

    private int column(long address) {
        return (int) (address >>> poolShift) & HeapLayout.POOLS_PER_ARENA - 1;
    }
}
