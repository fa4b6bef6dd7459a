package org.alloclab.stress.witness;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Arenas that are counted and checked as they come and go, and may be refused, overwritten, or
 * handed out again at once. Any thread; lock-free, but for the system.
 */
public final class WitnessedArenas extends ForwardingArenaSource {
    /**
     * How arenas behave.
     *
     * @param recycled whether those given back stay mapped, to be handed out next
     * @param poisoned whether they are overwritten before they are handed out
     * @param refusedOneIn how many requests there are to each that is refused; 0 for none
     * @param most how many may be out at once
     */
    public record Temper(boolean recycled, boolean poisoned, int refusedOneIn, int most) {
        /** As the source has them. */
        public static final Temper MILD = new Temper(false, false, 0, Integer.MAX_VALUE);
    }

    private Temper temper; // changes while no call is in progress
    private final OwnerTable owners;
    private final AtomicIntegerArray out;
    private final AtomicLongArray kept = new AtomicLongArray(8);

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong acquired = new AtomicLong();
    private final AtomicLong released = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong recycled = new AtomicLong();

    /**
     * @param owners of the blocks; null if they are not entered
     */
    WitnessedArenas(ArenaSource source, Temper temper, OwnerTable owners) {
        super(source);
        this.temper = temper;
        this.owners = owners;
        out = new AtomicIntegerArray((int) (source.range().bytes() / source.arenaBytes()));
    }

    /** Changes how arenas behave; while no call is in progress. */
    public void become(Temper next) {
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
        if (owners != null) {
            owners.checkUnowned(arena, arenaBytes());
        }
        released.incrementAndGet();
        if (temper.recycled && keep(arena)) {
            return;
        }
        super.release(arena);
    }

    private boolean keep(long arena) {
        if (temper.poisoned) {
            BlockContents.poison(arena, arenaBytes()); // before another request can take it
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

    /** Arenas that the heap has and has not tried to give back. */
    public long held() {
        return acquired.get() - released.get();
    }

    /**
     * Bytes of the arenas that the heap has, and of those that wait here to be handed out again.
     */
    long mappedBytes() {
        long waiting =
                IntStream.range(0, kept.length()).filter(slot -> kept.get(slot) != 0).count();
        return (held() + waiting) * arenaBytes();
    }

    /** Arenas handed out so far. */
    public long acquired() {
        return acquired.get();
    }

    /** Arenas given back so far. */
    public long released() {
        return released.get();
    }

    /** Requests refused so far. */
    public long refused() {
        return refused.get();
    }

    /** Arenas handed out so far that were given back just before. */
    public long recycled() {
        return recycled.get();
    }
}
