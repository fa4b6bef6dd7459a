package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Plugs {@link GilAllocator} in as {@code gil-held}: benchmarks hold its lock across a batch. */
public final class GilHeldProvider implements AllocatorProvider, BatchLocking {
    /** For the service loader. */
    public GilHeldProvider() {}

    @Override
    public String name() {
        return "gil-held";
    }

    @Override
    public String description() {
        return "gil, whose lock benchmarks hold across a batch, as a Python thread does";
    }

    @Override
    public Set<AllocatorPromise> promises() {
        return EnumSet.complementOf(EnumSet.of(AllocatorPromise.ARENA_SOURCE));
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
    public void lock(SmallObjectAllocator heap) {
        ((GilAllocator) heap).lock().acquire();
    }

    @Override
    public void unlock(SmallObjectAllocator heap) {
        ((GilAllocator) heap).lock().release();
    }
}
