package org.alloclab.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Arenas by anonymous {@code mmap}. Addresses are reserved without access and made accessible from
 * the lowest on, as far as arenas were ever needed; CPython's {@code _PyObject_ArenaMmap} maps each
 * arena by itself instead.
 *
 * <p>An arena that is given back loses its pages and keeps its access: so the range is two mappings
 * to the system, whatever holes there are in it. Were access taken away as well, each hole would
 * make two more, of which Linux allows a process {@code vm.max_map_count}; the stacks of its
 * threads are among them.
 */
final class MappedArenaSource extends RangeArenaSource {
    /** So much becomes accessible at once, if the system grants it. */
    private static final long STEP = 4 << 20;

    /** All addresses of the range before this one are accessible; it never falls. */
    private final AtomicLong accessible = new AtomicLong(range().start());

    MappedArenaSource(long arenaBytes, long wantedBytes) {
        super(arenaBytes, wantedBytes);
    }

    @Override
    long reserve(long bytes) {
        return LibC.reserve(bytes);
    }

    @Override
    int commit(long arena) {
        long end = arena + arenaBytes();
        long from = accessible.get();
        if (end <= from) {
            return 0;
        }
        long last = range().start() + range().bytes();
        int error = commit(from, Math.min(last, from + (end - from + STEP - 1) / STEP * STEP));
        return error == 0 ? 0 : commit(from, end);
    }

    /** Threads may do this at once, for stretches that overlap: it is done twice then. */
    private int commit(long from, long to) {
        int error = LibC.commit(from, to - from);
        if (error == 0) {
            accessible.accumulateAndGet(to, Math::max); // all before it is, as it was up to from
        }
        return error;
    }

    @Override
    void decommit(long arena) {
        LibC.purge(arena, arenaBytes());
    }

    @Override
    void discard(long address, long bytes) {
        LibC.purge(address, bytes);
    }

    @Override
    void unreserve(long start, long bytes) {
        LibC.unmap(start, bytes);
    }
}
