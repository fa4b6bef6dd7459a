package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Plugs {@link GilAllocator} in as {@code gil}. */
public final class GilProvider implements AllocatorProvider {
    @Override
    public String name() {
        return "gil";
    }

    @Override
    public String description() {
        return "CPython's small-object allocator, every call under one global lock";
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
        return new GilAllocator(layout);
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout, ArenaSource arenas) {
        return new GilAllocator(layout, arenas);
    }

    @Override
    public OptionalLong lockWaitNanos(SmallObjectAllocator opened) {
        return OptionalLong.of(((GilAllocator) opened).lock().cost().waitedNanos());
    }
}
