package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.memory.AddressRange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which arena lies where: a row for each arena-sized stretch of the range, and in it the pools.
 *
 * <p>A row is written by the one thread that holds its addresses: empty before they go back to the
 * source, filled after they came from it.
 */
final class ArenaTable {
    private final AddressRange range;
    private final int arenaShift;
    private final int poolShift;
    private final Pool[][] rows;

    private int limit; // rows from here on were never used

    ArenaTable(HeapLayout layout, AddressRange range) {
        this.range = range;
        this.arenaShift = Integer.numberOfTrailingZeros(layout.arenaBytes());
        this.poolShift = Integer.numberOfTrailingZeros(layout.poolBytes());
        this.rows = new Pool[Math.toIntExact(range.bytes() >>> arenaShift)][];
        if (range.start() % layout.arenaBytes() != 0) {
            throw new IllegalArgumentException("range: %s is not aligned".formatted(range));
        }
    }

    AddressRange range() {
        return range;
    }

    /** Whether there has ever been an arena at an address of the range. Any thread, wait-free. */
    boolean knows(long address) {
        return row(address) < limit();
    }

    /** Rows in all. */
    int length() {
        return rows.length;
    }

    /** The row that covers an address of the range. */
    int row(long address) {
        return (int) ((address - range.start()) >>> arenaShift);
    }

    /**
     * The pool that holds the address, whatever its state; null where there is no arena.
     *
     * <p>Caller: any thread. Progress: wait-free.
     */
    Pool poolAt(long address) {
        long row = (address - range.start()) >>> arenaShift;
        if (row >= rows.length) {
            return null;
        }
        // Acquire: a pool found is found complete, also by a thread that only guessed its address.
        Pool[] pools = (Pool[]) ROWS.getAcquire(rows, (int) row);
        if (pools == null) {
            return null;
        }
        return pools[(int) (address >>> poolShift) & HeapLayout.POOLS_PER_ARENA - 1];
    }

    /** The arena of a row; null where there is none. Any thread, wait-free. */
    Arena arena(int row) {
        Pool[] pools = (Pool[]) ROWS.getVolatile(rows, row); // volatile: hints are re-checked by it
        return pools == null ? null : pools[0].arena();
    }

    /** Enters a complete arena. Caller: who acquired its addresses. */
    void enter(Arena arena) {
        if (!ROWS.compareAndSet(rows, arena.row(), null, arena.pools())) {
            throw new IllegalStateException(
                    "arena: 0x%x handed out twice by its source".formatted(arena.address()));
        }
        int seen = limit();
        while (seen <= arena.row() && !LIMIT.compareAndSet(this, seen, arena.row() + 1)) {
            seen = limit();
        }
    }

    /** Empties the row of an arena. Caller: who claimed it whole, before its addresses go back. */
    void remove(Arena arena) {
        ROWS.setVolatile(
                rows, arena.row(), null); // before the addresses go back: a later arena's row
    }

    /** Rows that have ever been used come before this one. Any thread, wait-free. */
    int limit() {
        return (int) LIMIT.getVolatile(this); // volatile: raised before a hint for the row is set
    }

    private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(Pool[][].class);
    private static final VarHandle LIMIT;

    static {
        try {
            LIMIT = MethodHandles.lookup().findVarHandle(ArenaTable.class, "limit", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
