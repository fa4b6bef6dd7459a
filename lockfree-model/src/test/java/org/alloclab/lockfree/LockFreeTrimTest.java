package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.TrimContract;
import org.alloclab.memory.ArenaSource;

class LockFreeTrimTest extends TrimContract {
    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new LockFreeAllocator(layout, source);
    }
}
