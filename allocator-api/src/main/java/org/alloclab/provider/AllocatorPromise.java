package org.alloclab.provider;

import java.util.Locale;

/**
 * What an allocator may promise beyond handing out blocks that do not overlap. A check that needs a
 * promise the allocator does not make is left out by name; it does not fail.
 */
public enum AllocatorPromise {
    /** Any number of threads may call, and any thread may free any block, once. */
    CONCURRENT,

    /**
     * {@code statistics()} and {@code snapshot()} answer, and are exact when no call is in
     * progress.
     */
    STATISTICS,

    /**
     * An address that is not a live block is an {@link org.alloclab.InvalidAddressException}, and
     * the heap is as before. Without it a wrong free may crash the virtual machine.
     */
    WRONG_FREES_FOUND,

    /** {@code trim()} after the last block was freed gives every arena back. */
    MEMORY_RETURNED,

    /**
     * {@link AllocatorProvider#open(org.alloclab.HeapLayout, org.alloclab.memory.ArenaSource)}
     * works.
     */
    ARENA_SOURCE;

    /** The word for a reader: {@code wrong-frees-found}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
