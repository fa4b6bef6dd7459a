package org.alloclab.stress.soak;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Arenas whose comings and goings are watched, and made less comfortable: refused, full of rubbish,
 * or the same one again at once. Any thread; lock-free, but for the system.
 */
final class WitnessedArenas extends ForwardingArenaSource {
    /**
     * What arenas are like.
     *
     * @param recycled whether those given back stay mapped, to be handed out next
     * @param poisoned whether they are full of rubbish
     * @param refusedOneIn how many requests there are to each that is refused; 0 for none
     * @param most how many may be out at once
     */
    record Temper(boolean recycled, boolean poisoned, int refusedOneIn, int most) {}

    private Temper temper; // changes while all rest
    private final OwnerTable table;
    private final AtomicIntegerArray out;
    private final AtomicLongArray kept = new AtomicLongArray(8);

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong acquired = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong recycled = new AtomicLong();

    /**
     * @param table who has what; null if nobody knows
     */
    WitnessedArenas(ArenaSource source, Temper temper, OwnerTable table) {
        super(source);
        this.temper = temper;
        this.table = table;
        out = new AtomicIntegerArray((int) (source.range().bytes() / source.arenaBytes()));
    }

    /** Makes arenas different from now on; while all rest. */
    void become(Temper next) {
        temper = next;
    }

    @Override
    public long acquire() {
        long request = requests.incrementAndGet();
        boolean unlucky = temper.refusedOneIn > 0 && request % temper.refusedOneIn == 0;
        if (unlucky || held() >= temper.most) {
            refused.incrementAndGet();
            throw new HeapExhaustedException(arenaBytes(), "refused by the traffic");
        }
        long arena = takeKept();
        if (arena == 0) {
            arena = super.acquire();
        }
        if (temper.poisoned) {
            BlockContents.poison(arena, arenaBytes());
        }
        if (out.getAndSet(place(arena), 1) != 0) {
            throw new AssertionError("arena: 0x%x was out already".formatted(arena));
        }
        acquired.incrementAndGet();
        return arena;
    }

    private long takeKept() {
        for (int slot = 0; slot < kept.length(); slot++) {
            long arena = kept.get(slot);
            if (arena != 0 && kept.compareAndSet(slot, arena, 0)) {
                recycled.incrementAndGet();
                return arena;
            }
        }
        return 0;
    }

    @Override
    public void release(long arena) {
        if (!range().contains(arena)
                || arena % arenaBytes() != 0
                || out.getAndSet(place(arena), 0) != 1) {
            throw new Violation(arena, "arena 0x%x was given back but is not out".formatted(arena));
        }
        if (table != null) {
            table.checkNobodys(arena, arenaBytes());
        }
        released.incrementAndGet();
        if (temper.recycled && keep(arena)) {
            return;
        }
        super.release(arena);
    }

    private boolean keep(long arena) {
        if (temper.poisoned) {
            BlockContents.poison(arena, arenaBytes()); // before it is anybody else's
        }
        for (int slot = 0; slot < kept.length(); slot++) {
            if (kept.compareAndSet(slot, 0, arena)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        forgetKept();
        super.close();
    }

    @Override
    public void closeAfter(Object lastUser) {
        forgetKept();
        super.closeAfter(lastUser);
    }

    /** They go with the others, which the source refuses from now on. */
    private void forgetKept() {
        for (int slot = 0; slot < kept.length(); slot++) {
            kept.set(slot, 0);
        }
    }

    private int place(long arena) {
        return (int) ((arena - range().start()) / arenaBytes());
    }

    /** Arenas out now. */
    long held() {
        return acquired.get() - released.get();
    }

    long acquired() {
        return acquired.get();
    }

    long released() {
        return released.get();
    }

    long refused() {
        return refused.get();
    }

    long recycled() {
        return recycled.get();
    }
}
