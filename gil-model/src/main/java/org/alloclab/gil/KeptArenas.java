package org.alloclab.gil;

import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;

import java.util.TreeSet;

/**
 * Arenas that stay mapped when they are given back, until the source is closed: where misuse may
 * have made an arena look free, its blocks are still somebody's. The next arena is the lowest of
 * those, as it would have been had they gone.
 *
 * <p>Called with the lock held.
 */
final class KeptArenas extends ForwardingArenaSource {
    private final TreeSet<Long> given = new TreeSet<>();

    KeptArenas(ArenaSource source) {
        super(source);
    }

    @Override
    public long acquire() {
        return given.isEmpty() ? super.acquire() : given.removeFirst();
    }

    @Override
    public void release(long arena) {
        given.add(arena);
    }

    /** Pages stay, too. */
    @Override
    public void purge(long address, long bytes) {}
}
