package org.alloclab.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.SmallObjectAllocatorContract;
import org.alloclab.memory.ArenaSource;
import org.junit.jupiter.api.Test;

class GilAllocatorTest extends SmallObjectAllocatorContract {
    private static final int PER_POOL = 7; // of 512 bytes, classic

    @Override
    protected SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
        return new GilAllocator(layout, source);
    }

    @Test
    void theBlockCarvedLastIsToldFromOneThatWasFreed() {
        try (GilAllocator heap = new GilAllocator(HeapLayout.CLASSIC)) {
            long last = 0;
            for (int block = 1; block < PER_POOL; block++) {
                last = heap.allocate(512);
            }
            assertThat(whatIsNotLive(heap, last + 512)).isEqualTo(What.NEVER_ALLOCATED);
            assertThat(heap.allocate(512)).isEqualTo(last + 512);
            heap.free(last + 512);
            assertThat(whatIsNotLive(heap, last + 512)).isEqualTo(What.ALREADY_FREED);
        }
    }

    private static What whatIsNotLive(GilAllocator heap, long address) {
        return catchThrowableOfType(InvalidAddressException.class, () -> heap.free(address)).what();
    }
}
