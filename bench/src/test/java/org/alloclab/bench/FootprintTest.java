package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.alloclab.HeapLayout;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.Memory;
import org.alloclab.memory.RawMemory;
import org.junit.jupiter.api.Test;

/** How much memory an allocator takes, told by itself or by the system. */
class FootprintTest {
    private static final long MIB = 1 << 20;

    @Test
    void statisticsAreExact() {
        try (var heap = new LockFreeAllocator(HeapLayout.MODERN)) {
            Footprint footprint = new Footprint(heap, true);
            footprint.begin();
            heap.free(heap.allocate(8));
            heap.free(heap.allocate(MIB));
            assertThat(footprint.peak().orElseThrow())
                    .isBetween(2 * MIB, 3 * MIB)
                    .isEqualTo(heap.statistics().peakMappedBytes());
        }
    }

    @Test
    void theResidentSetRemembersItsPeakUntilItIsToldToForget() {
        assumeThat(ResidentSet.forgetPeak()).isTrue();
        // Far more than what the rest of the JVM gives back meanwhile.
        long before = ResidentSet.peak().orElseThrow();
        RawMemory memory = new RawMemory(new MappedBytes());
        long block = memory.allocate(256 * MIB);
        Memory.clear(block, 256 * MIB);
        memory.free(block);
        assertThat(ResidentSet.peak().orElseThrow()).isGreaterThan(before + 128 * MIB);
        assertThat(ResidentSet.forgetPeak()).isTrue();
        assertThat(ResidentSet.peak().orElseThrow()).isLessThan(before + 128 * MIB);
    }

    @Test
    void whatACompilerMayHaveTakenIsNotTold() {
        assertThat(Footprint.isTelling(MIB, true)).isTrue();
        assertThat(Footprint.isTelling(MIB, false)).isFalse();
        assertThat(Footprint.isTelling(1024 * MIB, false)).isTrue();
    }
}
