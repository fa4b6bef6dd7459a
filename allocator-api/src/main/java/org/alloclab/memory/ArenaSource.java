package org.alloclab.memory;

import org.alloclab.HeapExhaustedException;

/**
 * Where a heap gets its arenas. Tests replace it to refuse, to misalign, or to watch: see {@link
 * ForwardingArenaSource}.
 *
 * <p>All methods may be called by any thread at any time. None takes a lock of its own; the
 * operating system may delay the caller.
 */
public interface ArenaSource extends AutoCloseable {
    /** Bytes of each arena; a power of two. */
    long arenaBytes();

    /** The addresses from which every arena comes, for as long as this source is open. */
    AddressRange range();

    /**
     * Takes an arena: readable, writable, with unspecified contents. The lowest free addresses come
     * first, so that arenas lie close together.
     *
     * @return its first address
     * @throws HeapExhaustedException if the system refuses or the range is used up
     * @throws IllegalStateException if this source is closed
     */
    long acquire();

    /**
     * Gives an arena back; its addresses may be handed out again at once. Its pages go back to the
     * system, unless that refuses.
     *
     * @param arena an address from {@link #acquire}, not released since
     */
    void release(long arena);

    /**
     * Lets the system take back pages that stay acquired; their contents are lost.
     *
     * @param address start, inside an acquired arena, a multiple of 4096
     * @param bytes length, a multiple of 4096
     */
    void purge(long address, long bytes);

    /**
     * Purges some of up to 64 stretches that lie one behind the other.
     *
     * @param start of the first one
     * @param stretch bytes of each
     * @param chosen a bit for each one, the lowest for the first
     */
    default void purge(long start, long stretch, long chosen) {
        int from = 0;
        for (long rest = chosen; rest != 0; rest = from == Long.SIZE ? 0 : rest & -1L << from) {
            int first = Long.numberOfTrailingZeros(rest);
            from = first + Long.numberOfTrailingZeros(~(rest >>> first));
            purge(start + first * stretch, (from - first) * stretch);
        }
    }

    /** Gives everything back. Later calls of the others fail; a second close does nothing. */
    @Override
    void close();

    /**
     * Closes, for a user whose other threads may still be in the middle of a call: memory goes back
     * now, but the addresses stay usable and no one else's until the collector finds the user
     * unreachable. A source whose addresses no other source gets may do no more than close.
     *
     * @param lastUser reachable for as long as a thread may use an address of this source ({@link
     *     java.lang.ref.Reference#reachabilityFence})
     */
    default void closeAfter(Object lastUser) {
        close();
    }

    /** The best source this system has: {@link #mapped} where it is supported. */
    static ArenaSource system(long arenaBytes) {
        return LibC.hasMmap() ? mapped(arenaBytes) : portable(arenaBytes);
    }

    /**
     * Arenas from anonymous {@code mmap}: 64 GiB of addresses are reserved, or the most the system
     * grants; under a limit ({@code ulimit -v}) at most a quarter of those that are left, so that
     * the virtual machine has room. A page takes memory when it is first written to.
     *
     * @throws HeapExhaustedException if not even 64 arenas are to be had; the message names the
     *     limit
     */
    static ArenaSource mapped(long arenaBytes) {
        return new MappedArenaSource(arenaBytes, RangeArenaSource.RANGE_BYTES);
    }

    /**
     * Arenas from one block of the C library, for systems without {@code mmap}: 4 GiB, or the most
     * the library grants. What is released goes back to the system only on close.
     *
     * @throws HeapExhaustedException if not even 64 arenas are to be had
     */
    static ArenaSource portable(long arenaBytes) {
        return new PortableArenaSource(arenaBytes, RangeArenaSource.RANGE_BYTES / 16);
    }
}
