package org.alloclab.memory;

/**
 * Arenas by anonymous {@code mmap}. Addresses are reserved without access and made accessible arena
 * by arena; CPython's {@code _PyObject_ArenaMmap} maps each arena by itself instead.
 */
final class MappedArenaSource extends RangeArenaSource {
    MappedArenaSource(long arenaBytes, long wantedBytes) {
        super(arenaBytes, wantedBytes);
    }

    @Override
    long reserve(long bytes) {
        return LibC.reserve(bytes);
    }

    @Override
    int commit(long arena) {
        return LibC.commit(arena, arenaBytes());
    }

    @Override
    void decommit(long arena) {
        LibC.decommit(arena, arenaBytes());
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
