package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.SmallObjectAllocatorContract;
import org.alloclab.memory.ArenaSource;

class LockFreeAllocatorTest extends SmallObjectAllocatorContract {
    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new LockFreeAllocator(layout, source);
    }
}
