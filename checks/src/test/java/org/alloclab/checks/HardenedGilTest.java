package org.alloclab.checks;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.memory.ArenaSource;

class HardenedGilTest extends CheckedAllocatorContract {
    HardenedGilTest() {
        super(CheckLevel.HARDENED);
    }

    @Override
    SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source) {
        return new GilAllocator(heapLayout, source);
    }
}
