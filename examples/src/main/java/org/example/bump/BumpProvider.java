package org.example.bump;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.Set;

/** Plugs {@link BumpAllocator} in as {@code bump}. */
public final class BumpProvider implements AllocatorProvider {
    @Override
    public String name() {
        return "bump";
    }

    @Override
    public String description() {
        return "bump allocator with free lists of powers of two, under one lock";
    }

    @Override
    public Set<AllocatorPromise> promises() {
        return Set.of(AllocatorPromise.CONCURRENT);
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout) {
        return new BumpAllocator();
    }
}
