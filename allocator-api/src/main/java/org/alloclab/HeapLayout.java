package org.alloclab;

import java.util.Locale;

/**
 * The numbers of a heap: how large an arena and a pool are, and when the last arena goes back.
 *
 * <p>Every layout has {@value #POOLS_PER_ARENA} pools to an arena, so that the free pools of an
 * arena are one {@code long}. All sizes are in bytes and powers of two. The constants follow
 * CPython's {@code Include/internal/pycore_obmalloc.h}; nothing else in the tree repeats them.
 */
public enum HeapLayout {
    /** CPython 3.9: arenas of 256 KiB, pools of 4 KiB, the last wholly free arena is kept. */
    CLASSIC(256 << 10, 4 << 10, true),

    /** CPython 3.8 and older: as {@link #CLASSIC}, but every wholly free arena is given back. */
    CLASSIC38(256 << 10, 4 << 10, false),

    /** CPython 3.10 and later: arenas of 1 MiB, pools of 16 KiB, the last free arena is kept. */
    MODERN(1 << 20, 16 << 10, true);

    /** Pools in an arena whose base is a multiple of the pool size. */
    public static final int POOLS_PER_ARENA = 64;

    private final int arenaBytes;
    private final int poolBytes;
    private final boolean keepsLastArena;

    HeapLayout(int arenaBytes, int poolBytes, boolean keepsLastArena) {
        if (arenaBytes != POOLS_PER_ARENA * poolBytes || Integer.bitCount(poolBytes) != 1) {
            throw new AssertionError("poolBytes: " + poolBytes + " (expected: arenaBytes / 64)");
        }
        this.arenaBytes = arenaBytes;
        this.poolBytes = poolBytes;
        this.keepsLastArena = keepsLastArena;
    }

    /** Bytes of an arena. */
    public int arenaBytes() {
        return arenaBytes;
    }

    /** Bytes of a pool. */
    public int poolBytes() {
        return poolBytes;
    }

    /** Whether an arena that became wholly free is kept when no other arena could serve a pool. */
    public boolean keepsLastArena() {
        return keepsLastArena;
    }

    /** The start of the pool that holds {@code address}: the address rounded down. */
    public long poolStart(long address) {
        return address & -poolBytes;
    }

    /** The layout's name as users write it: {@code classic}, {@code classic38}, {@code modern}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
