package org.alloclab.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Wholly free arenas, kept for a while lest a heap that breathes unmap and map at each breath.
 *
 * <p>No thread is there to look after them: they go when some thread next needs a pool or frees
 * one, and the time is up. A bit is a hint, by the rule of {@link Hints}; one that went missing
 * would cost memory until {@code trim}.
 *
 * <p>Caller: any thread. Progress: lock-free, but for what is done with an arena.
 */
final class IdleArenas {
    private static final long KEPT_NANOS = Duration.ofMillis(100).toNanos();
    private static final long BETWEEN_LOOKS_NANOS = KEPT_NANOS / 4;

    private final ArenaTable table;
    private final Consumer<Arena> release;
    private final Bits rows;
    private long nextLook = System.nanoTime();

    /**
     * @param release gives an arena back unless it is in use again
     */
    IdleArenas(ArenaTable table, Consumer<Arena> release) {
        this.table = table;
        this.release = release;
        rows = new Bits(table.length());
    }

    /** Takes note of an arena that was wholly free a moment ago. */
    void add(Arena arena) {
        arena.setIdleSince(System.nanoTime());
        rows.set(arena.row());
    }

    /** Releases those that have been idle for long. */
    void releaseOld() {
        long now = System.nanoTime();
        if (now - (long) NEXT_LOOK.getOpaque(this) < 0) { // opaque: two who look do no harm
            return;
        }
        NEXT_LOOK.setOpaque(this, now + BETWEEN_LOOKS_NANOS); // opaque: see above
        int limit = table.limit();
        for (int row = rows.next(0, limit); row >= 0; row = rows.next(row + 1, limit)) {
            if (!isIdle(row)) {
                rows.clear(row);
                if (isIdle(row)) {
                    rows.set(row);
                }
            } else {
                releaseIfOld(table.arena(row), now);
            }
        }
    }

    private boolean isIdle(int row) {
        Arena arena = table.arena(row);
        return arena != null && arena.isWhollyFree();
    }

    private void releaseIfOld(Arena arena, long now) {
        if (arena != null && now - arena.idleSince() >= KEPT_NANOS) {
            release.accept(arena);
        }
    }

    private static final VarHandle NEXT_LOOK;

    static {
        try {
            NEXT_LOOK =
                    MethodHandles.lookup().findVarHandle(IdleArenas.class, "nextLook", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
