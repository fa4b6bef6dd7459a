package org.alloclab.gil;

import org.alloclab.ConcurrentAllocatorContract;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;

class GilConcurrencyTest extends ConcurrentAllocatorContract {
    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new GilAllocator(layout, source);
    }
}
