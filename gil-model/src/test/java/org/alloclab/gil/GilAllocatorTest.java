package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.SmallObjectAllocatorContract;
import org.alloclab.memory.ArenaSource;

class GilAllocatorTest extends SmallObjectAllocatorContract {
    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new GilAllocator(layout, source);
    }
}
