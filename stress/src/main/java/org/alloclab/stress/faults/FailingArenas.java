package org.alloclab.stress.faults;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arenas whose source fails on demand: a new one is refused, one that is given back stays acquired,
 * pages stay as they are. Any thread.
 */
final class FailingArenas extends ForwardingArenaSource {
    private final Fault fault;
    private final AtomicInteger out = new AtomicInteger();

    FailingArenas(ArenaSource source, Fault fault) {
        super(source);
        this.fault = fault;
    }

    /** An arena is not given back, or pages are not. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String what) {
            super(what + ": refused by the sweep");
        }
    }

    @Override
    public long acquire() {
        if (fault.strikes() || fault.forbids(out.get())) {
            throw new HeapExhaustedException(arenaBytes(), "refused by the sweep");
        }
        long arena = super.acquire();
        out.incrementAndGet();
        return arena;
    }

    @Override
    public void release(long arena) {
        out.decrementAndGet();
        if (fault.strikes()) {
            throw new Refused("release");
        }
        super.release(arena);
    }

    @Override
    public void purge(long address, long bytes) {
        if (fault.strikes()) {
            throw new Refused("purge");
        }
        super.purge(address, bytes);
    }
}
