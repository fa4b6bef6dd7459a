package org.alloclab.checks;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.memory.ArenaSource;

class DebugLockFreeTest extends CheckedAllocatorContract {
    DebugLockFreeTest() {
        super(CheckLevel.DEBUG);
    }

    @Override
    SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source) {
        return new LockFreeAllocator(heapLayout, source);
    }
}
