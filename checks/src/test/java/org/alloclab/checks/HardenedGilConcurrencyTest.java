package org.alloclab.checks;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.memory.ArenaSource;

class HardenedGilConcurrencyTest extends CheckedConcurrencyContract {
    HardenedGilConcurrencyTest() {
        super(CheckLevel.HARDENED);
    }

    @Override
    SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source) {
        return new GilAllocator(heapLayout, source);
    }
}
