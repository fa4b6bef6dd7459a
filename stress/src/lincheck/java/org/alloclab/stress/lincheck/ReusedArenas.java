package org.alloclab.stress.lincheck;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Memory;

/**
 * Arenas that every interleaving uses again, so that it costs no mapping: always the same few,
 * which stay mapped until the process ends. What is given back or purged is overwritten, which its
 * user would notice.
 *
 * <p>The model checker does not switch threads in here.
 */
public final class ReusedArenas implements ArenaSource {
    private static final int ARENAS = 4;
    private static final long ARENA_BYTES = 256 << 10; // of the classic layouts
    private static final byte GONE = 0x55;
    private static final long START = map();

    private final AddressRange range = new AddressRange(START, ARENAS * ARENA_BYTES);
    private int taken; // a bit each

    /** Creates a source with no arena handed out. */
    public ReusedArenas() {}

    private static long map() {
        ArenaSource source = ArenaSource.system(ARENA_BYTES);
        long start = source.acquire();
        for (int arena = 1; arena < ARENAS; arena++) {
            if (source.acquire() != start + arena * ARENA_BYTES) {
                throw new IllegalStateException("arenas: not one behind the other");
            }
        }
        return start;
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
        int arena = Integer.numberOfTrailingZeros(~taken);
        if (arena >= ARENAS) {
            throw new HeapExhaustedException(ARENA_BYTES, "a scenario has no more");
        }
        taken |= 1 << arena;
        return START + arena * ARENA_BYTES;
    }

    @Override
    public void release(long arena) {
        Ledger.check(isTaken(arena), "an arena is given back that nobody holds");
        taken &= ~(1 << number(arena));
        wipe(arena, ARENA_BYTES);
    }

    @Override
    public void purge(long address, long bytes) {
        Ledger.check(isTaken(address), "pages of an arena are purged that nobody holds");
        wipe(address, bytes);
    }

    /** The first and last bytes of blocks of 512 bytes, where scenarios look. */
    private static void wipe(long address, long bytes) {
        for (long block = address; block < address + bytes; block += 512) {
            Memory.putByte(block, GONE);
        }
    }

    /** Whether an address lies in an arena that is handed out. */
    public boolean isTaken(long address) {
        return range.contains(address) && (taken >>> number(address) & 1) != 0;
    }

    /** How many arenas are handed out. */
    public int taken() {
        return Integer.bitCount(taken);
    }

    private static int number(long address) {
        return (int) ((address - START) / ARENA_BYTES);
    }

    @Override
    public void close() {
        taken = 0;
    }
}
