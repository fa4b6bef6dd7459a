package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.TrimContract;
import org.alloclab.memory.ArenaSource;

class GilTrimTest extends TrimContract {
    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new GilAllocator(layout, source);
    }
}
