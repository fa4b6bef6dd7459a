package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Plugs in one of the two models with another lock than its own, for benchmarks. */
abstract class VariantProvider implements AllocatorProvider {
    private final String name;
    private final String description;

    VariantProvider(String name, String description) {
        this.name = name;
        this.description = description;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Set<AllocatorPromise> promises() {
        return EnumSet.complementOf(EnumSet.of(AllocatorPromise.ARENA_SOURCE));
    }

    @Override
    public final List<HeapLayout> layouts() {
        return List.of(HeapLayout.values());
    }
}
