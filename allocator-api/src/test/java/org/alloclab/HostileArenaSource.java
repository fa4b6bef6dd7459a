package org.alloclab;

import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.alloclab.memory.Memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Arenas full of rubbish, and no more at once than allowed. */
public final class HostileArenaSource extends ForwardingArenaSource {
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong refusals = new AtomicLong();
    private volatile int allowed;

    /**
     * @param source where arenas come from
     * @param allowed arenas that may be held at once
     */
    public HostileArenaSource(ArenaSource source, int allowed) {
        super(source);
        this.allowed = allowed;
    }

    /** Changes how many arenas may be held at once. */
    public void allow(int arenas) {
        allowed = arenas;
    }

    /** Arenas held now. */
    public int held() {
        return held.get();
    }

    /** Arenas refused so far. */
    public long refusals() {
        return refusals.get();
    }

    @Override
    public long acquire() {
        if (held.incrementAndGet() > allowed) {
            held.decrementAndGet();
            refusals.incrementAndGet();
            throw new HeapExhaustedException(arenaBytes(), "no more than allowed");
        }
        long arena = super.acquire();
        for (long offset = 0; offset < arenaBytes(); offset += Long.BYTES) {
            Memory.putLong(arena + offset, 0xdeadbeefcafebabeL);
        }
        return arena;
    }

    @Override
    public void release(long arena) {
        super.release(arena);
        held.decrementAndGet();
    }
}
