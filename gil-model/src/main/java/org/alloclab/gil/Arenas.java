package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.RawMemory;

import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All arenas of a heap: where pools come from when a class has none, and where empty ones go.
 *
 * <p>Source: {@code new_arena}, {@code allocate_from_new_pool} and {@code insert_to_freepool}. All
 * under the lock.
 */
final class Arenas {
    private final HeapLayout layout;
    private final ArenaSource source;
    private final PoolMaker maker;
    private final PoolTable table;
    private final MappedBytes mapped;
    private final ArenaRecords records = new ArenaRecords();
    private final UsableArenas usable = new UsableArenas(records);
    private final Set<Arena> current = new LinkedHashSet<>();
    private final BitSet everHeld = new BitSet(); // a bit for each stretch an arena was in
    private long obtained;
    private long highwater;

    Arenas(
            HeapLayout layout,
            ArenaSource source,
            PoolMaker maker,
            PoolTable table,
            MappedBytes mapped) {
        this.layout = layout;
        this.source = source;
        this.maker = maker;
        this.table = table;
        this.mapped = mapped;
    }

    /**
     * Takes a pool of the arena with the fewest free ones, or of a new one.
     *
     * @throws org.alloclab.HeapExhaustedException if a new arena is needed and cannot be had
     */
    Pool takePool() {
        if (usable.first() == null) {
            usable.addOnly(acquire());
        }
        return usable.takePool();
    }

    /** Takes back an empty pool, and gives back its arena when that is wholly free. */
    void give(Pool pool) {
        if (usable.givePool(pool, layout.keepsLastArena())) {
            release(pool.arena());
        }
    }

    /** Gives back what is wholly free: arenas, and the pages of pools in those that stay. */
    void trim() {
        for (Arena arena : List.copyOf(current)) {
            if (arena.isWhollyFree()) {
                usable.remove(arena);
                release(arena);
            } else {
                arena.purgeEmpty(source);
            }
        }
    }

    /** What an address of the range is that lies in no pool that was ever carved. */
    What describe(long address) {
        for (Arena arena : current) {
            if (Long.compareUnsigned(address - arena.address(), layout.arenaBytes()) < 0) {
                return What.NO_BLOCK;
            }
        }
        return everHeld.get(stretch(address)) ? What.ARENA_RELEASED : What.UNKNOWN;
    }

    void close() {
        usable.clear();
        current.clear();
        source.close();
    }

    HeapStatistics statistics(RawMemory raw) {
        return HeapStatistics.of(
                snapshot(), 0, Pool.HEADER_BYTES, obtained, highwater, raw, mapped);
    }

    HeapSnapshot snapshot() {
        return new HeapSnapshot(
                layout,
                current.stream()
                        .sorted(Comparator.comparingLong(Arena::address))
                        .map(Arena::view)
                        .toList());
    }

    /** Which arena-sized stretch of the range an address of it lies in. */
    private int stretch(long address) {
        return (int) ((address - table.range().start()) / layout.arenaBytes());
    }

    private Arena acquire() {
        int index = records.take();
        long address = 0;
        Arena arena = null;
        try {
            address = source.acquire();
            arena = new Arena(layout, maker, table, address, index);
            everHeld.set(stretch(address), stretch(address + layout.arenaBytes() - 1) + 1);
            current.add(arena);
            records.set(arena);
            mapped.add(layout.arenaBytes());
            obtained++;
            highwater = Math.max(highwater, current.size());
            return arena;
        } catch (RuntimeException | Error e) {
            records.give(index);
            current.remove(arena); // or it would be given back once more, perhaps another's by then
            if (address != 0) {
                source.release(address);
            }
            throw e;
        }
    }

    private void release(Arena arena) {
        arena.carved().forEach(table::remove);
        current.remove(arena);
        records.give(arena.index());
        mapped.subtract(layout.arenaBytes());
        source.release(arena.address());
    }
}
