package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Plugs {@link LockFreeAllocator} under a {@link LockedAllocator lock} in. */
public final class LockedLockFreeProvider implements AllocatorProvider {
    /** For the service loader. */
    public LockedLockFreeProvider() {}

    @Override
    public String name() {
        return "locked-lockfree";
    }

    @Override
    public String description() {
        return "lockfree, every call under one global lock: the cost of the lock alone";
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
        return new LockedAllocator(new LockFreeAllocator(layout));
    }
}
