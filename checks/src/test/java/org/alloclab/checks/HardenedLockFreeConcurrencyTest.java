package org.alloclab.checks;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.memory.ArenaSource;

class HardenedLockFreeConcurrencyTest extends CheckedConcurrencyContract {
    HardenedLockFreeConcurrencyTest() {
        super(CheckLevel.HARDENED);
    }

    @Override
    SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source) {
        return new LockFreeAllocator(heapLayout, source);
    }
}
