package org.alloclab.memory;

/** Arenas from one block of the C library, which commits pages when they are first written to. */
final class PortableArenaSource extends RangeArenaSource {
    PortableArenaSource(long arenaBytes, long wantedBytes) {
        super(arenaBytes, wantedBytes);
    }

    @Override
    long reserve(long bytes) {
        return LibC.malloc(bytes);
    }

    @Override
    int commit(long arena) {
        return 0;
    }

    @Override
    void decommit(long arena) {}

    @Override
    void discard(long address, long bytes) {}

    @Override
    void unreserve(long start, long bytes) {
        LibC.free(start, bytes);
    }
}
