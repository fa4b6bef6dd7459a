package org.alloclab.provider;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An allocator as the instruments see it. Implementations are public, have a public constructor
 * without parameters, and are named in {@code
 * META-INF/services/org.alloclab.provider.AllocatorProvider}. Any thread may call.
 */
public interface AllocatorProvider {
    /** The name users give it, unique on a class path: up to 24 small letters, digits, hyphens. */
    String name();

    /** What it is, in one line of at most 80 characters. */
    String description();

    /** What it promises; the instruments check no more than that. */
    Set<AllocatorPromise> promises();

    /**
     * The layouts it knows; none if it has no layout, and then any layout given to it is ignored.
     */
    default List<HeapLayout> layouts() {
        return List.of();
    }

    /**
     * Opens an empty heap, which the caller closes.
     *
     * @param layout one of {@link #layouts}, or any if it has none
     * @throws AllocatorUnavailableException if this machine or this process cannot have one
     */
    SmallObjectAllocator open(HeapLayout layout) throws AllocatorUnavailableException;

    /**
     * Opens an empty heap that takes its arenas from a source; for allocators that promise {@link
     * AllocatorPromise#ARENA_SOURCE}.
     *
     * @param layout one of {@link #layouts}
     * @param arenas where its arenas come from; closed with the heap
     * @throws UnsupportedOperationException if it does not promise that
     */
    default SmallObjectAllocator open(HeapLayout layout, ArenaSource arenas) {
        throw new UnsupportedOperationException(name() + ": takes no arena source");
    }

    /**
     * How long threads have waited for a lock of the heap so far, in nanoseconds, all threads added
     * up; empty if it has no lock that it can measure.
     *
     * @param opened a heap that this provider opened
     */
    default OptionalLong lockWaitNanos(SmallObjectAllocator opened) {
        return OptionalLong.empty();
    }

    /** Whether it makes a promise. */
    default boolean promises(AllocatorPromise promise) {
        return promises().contains(promise);
    }
}
