package org.alloclab.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;

/** A user writes into a block after freeing it, where the link to the next free block is. */
class DamagedFreeListTest {
    @ParameterizedTest
    @ValueSource(longs = {128, 1, -1, 16, 64, 4096, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void aWildLinkIsReportedAndNotFollowed(long distance) {
        try (SmallObjectAllocator allocator = new GilAllocator(HeapLayout.CLASSIC)) {
            Set<Long> live = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                live.add(allocator.allocate(64));
            }
            long freed = allocator.allocate(64);
            allocator.free(freed);
            Memory.putLong(freed, freed - 128 + distance);
            assertThatThrownBy(
                            () -> {
                                live.add(allocator.allocate(64));
                                live.add(allocator.allocate(64));
                            })
                    .isInstanceOf(HeapCorruptedException.class)
                    .hasMessageContaining("0x%x", freed - 128 + distance);
            for (int i = 0; i < 200; i++) {
                assertThat(live.add(allocator.allocate(64))).isTrue();
            }
            live.forEach(allocator::free);
            assertThat(allocator.statistics().liveBlocks()).isZero();
            allocator.trim();
            assertThat(allocator.statistics().arenasCurrent()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDamagedPoolServesAgainWhenItHasBeenEmpty(int bystanders) {
        try (SmallObjectAllocator allocator = new GilAllocator(HeapLayout.CLASSIC)) {
            Set<Long> live = new HashSet<>();
            for (int i = 0; i < bystanders; i++) {
                live.add(allocator.allocate(512));
            }
            long keeper = allocator.allocate(16);
            long freed = allocator.allocate(512);
            allocator.free(freed);
            Memory.putLong(freed, freed);
            assertThatThrownBy(() -> allocator.allocate(512))
                    .isInstanceOf(HeapCorruptedException.class);
            live.forEach(allocator::free);
            allocator.free(keeper);
            assertThat(allocator.statistics().liveBlocks()).isZero();
            assertThat(allocator.statistics().unusedPools()).isEqualTo(64);
            for (int i = 0; i < 64 * 7; i++) {
                allocator.allocate(512);
            }
            assertThat(allocator.statistics().arenasHighwater()).isOne();
        }
    }
}
