package org.alloclab.checks;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.memory.ArenaSource;

class DebugGilConcurrencyTest extends CheckedConcurrencyContract {
    DebugGilConcurrencyTest() {
        super(CheckLevel.DEBUG);
    }

    @Override
    SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source) {
        return new GilAllocator(heapLayout, source);
    }
}
