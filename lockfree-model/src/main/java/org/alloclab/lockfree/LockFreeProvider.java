package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Plugs {@link LockFreeAllocator} in as {@code lockfree}. */
public final class LockFreeProvider implements AllocatorProvider {
    @Override
    public String name() {
        return "lockfree";
    }

    @Override
    public String description() {
        return "pools owned by threads, compare-and-set words between threads, no lock";
    }

    @Override
    public Set<AllocatorPromise> promises() {
        return EnumSet.allOf(AllocatorPromise.class);
    }

    @Override
    public List<HeapLayout> layouts() {
        return List.of(HeapLayout.values());
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout) {
        return new LockFreeAllocator(layout);
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout, ArenaSource arenas) {
        return new LockFreeAllocator(layout, arenas);
    }
}
