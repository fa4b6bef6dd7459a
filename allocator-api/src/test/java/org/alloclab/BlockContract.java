package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.memory.Memory;
import org.alloclab.provider.AllocatorPromise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What the blocks of every allocator are, whatever else it promises. */
abstract class BlockContract {
    /** An empty heap, which is closed after the test. */
    protected SmallObjectAllocator allocator;

    /** Opens an empty heap. */
    abstract SmallObjectAllocator openHeap() throws Exception;

    /** Whether the allocator makes a promise. */
    abstract boolean promises(AllocatorPromise promise);

    @BeforeEach
    void open() throws Exception {
        allocator = openHeap();
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    /** Compares the number of live blocks, if the allocator counts them. */
    final void assertLive(long blocks) {
        if (promises(AllocatorPromise.STATISTICS)) {
            assertThat(allocator.statistics().liveBlocks()).isEqualTo(blocks);
        }
    }

    private static LongStream sizes() {
        LongStream around =
                LongStream.rangeClosed(0, 20)
                        .flatMap(n -> LongStream.rangeClosed(-32, 32).map(d -> (1L << n) + d));
        return LongStream.concat(LongStream.rangeClosed(0, 600), around)
                .filter(size -> size >= 0)
                .distinct();
    }

    @Test
    void blocksOfAllSizesLieApartAndHoldWhatIsWritten() {
        TreeMap<Long, Long> ends = new TreeMap<>();
        sizes().forEach(size -> {
            long block = allocator.allocate(size);
            assertThat(block).as("size %d", size).isNotZero();
            assertThat(block % SizeClasses.ALIGNMENT).as("size %d", size).isZero();
            assertThat(allocator.usableSize(block)).isGreaterThanOrEqualTo(size);
            long end = block + Math.max(1, allocator.usableSize(block));
            assertThat(ends.put(block, end)).isNull();
        });
        long last = Long.MIN_VALUE;
        for (var block : ends.entrySet()) {
            assertThat(block.getKey()).isGreaterThanOrEqualTo(last);
            last = block.getValue();
        }
        assertLive(ends.size());
        ends.keySet().forEach(allocator::free);
        assertLive(0);
    }

    @Test
    void emptyBlocksAreUniqueAndNotZero() {
        List<Long> blocks =
                LongStream.range(0, 100).map(i -> allocator.allocate(0)).boxed().toList();
        assertThat(blocks).doesNotHaveDuplicates().doesNotContain(0L);
        blocks.forEach(allocator::free);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -16, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
    void negativeSizesAreRefused(long size) {
        long block = filled(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.allocate(size))
                .withMessageContaining(Long.toString(size));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.allocateZeroed(size));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.reallocate(0, size));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.reallocate(block, size));
        assertFilled(block, 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 47, (1L << 62) + 1, Long.MAX_VALUE - 7, Long.MAX_VALUE})
    void sizesThatNoMachineHasAreRefusedAndHarmNothing(long size) {
        long small = filled(100);
        long raw = filled(1000);
        assertExhausted(size, () -> allocator.allocate(size));
        assertExhausted(size, () -> allocator.allocateZeroed(size));
        assertExhausted(size, () -> allocator.reallocate(small, size));
        assertExhausted(size, () -> allocator.reallocate(raw, size));
        assertFilled(small, 100);
        assertFilled(raw, 1000);
        assertLive(2);
        allocator.free(allocator.allocate(100));
    }

    private static void assertExhausted(long size, Runnable call) {
        var e = catchThrowableOfType(HeapExhaustedException.class, call::run);
        assertThat(e).isNotNull();
        assertThat(e.bytes()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 16, 100, 511, 512, 513, 100_000})
    void zeroedBlocksAreZeroWhateverWasThere(long size) {
        List<Long> dirty = LongStream.range(0, 50).map(i -> filled(size)).boxed().toList();
        dirty.forEach(allocator::free);
        for (int i = 0; i < 60; i++) {
            ByteBuffer view = allocator.view(allocator.allocateZeroed(size));
            for (int at = 0; at < size; at++) {
                assertThat(view.get(at)).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 48, 49, 64, 200, 400, 511, 512, 513, 1024, 70_000})
    void reallocatedBlocksKeepTheirContents(long size) {
        for (long before : new long[] {1, 16, 64, 100, 512, 513, 2000}) {
            long block = allocator.reallocate(filled(before), size);
            assertThat(allocator.usableSize(block)).isGreaterThanOrEqualTo(size);
            assertFilled(block, Math.min(before, size));
            allocator.free(block);
        }
        assertLive(0);
    }

    @Test
    void freeingNothingDoesNothing() {
        allocator.free(0);
        assertLive(0);
    }

    final long filled(long size) {
        long block = allocator.allocate(size);
        for (long at = 0; at < size; at++) {
            Memory.putByte(block + at, (byte) (at * 31 + 7));
        }
        return block;
    }

    static void assertFilled(long block, long bytes) {
        for (long at = 0; at < bytes; at++) {
            assertThat(Memory.getByte(block + at)).isEqualTo((byte) (at * 31 + 7));
        }
    }
}
