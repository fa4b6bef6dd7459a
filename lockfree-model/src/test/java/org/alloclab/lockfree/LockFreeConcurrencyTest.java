package org.alloclab.lockfree;

import org.alloclab.ConcurrentAllocatorContract;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;

class LockFreeConcurrencyTest extends ConcurrentAllocatorContract {
    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new LockFreeAllocator(layout, source);
    }

    @Override
    protected void checkAtRest(SmallObjectAllocator atRest) {
        ((LockFreeAllocator) atRest).checkInvariants();
    }
}
