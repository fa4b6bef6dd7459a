package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.alloclab.HostileArenaSource;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.SmallObjectAllocatorContract;
import org.alloclab.memory.ArenaSource;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The contract with checks around the allocator: the same but for what fences cost, and for what
 * stops the heap. Each override says what is so instead.
 */
abstract class CheckedAllocatorContract extends SmallObjectAllocatorContract {
    private final CheckLevel level;

    CheckedAllocatorContract(CheckLevel level) {
        this.level = level;
    }

    /** The layout is the affair of the allocator inside. */
    protected static Stream<HeapLayout> layouts() {
        return Stream.of(HeapLayout.CLASSIC);
    }

    abstract SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source);

    @Override
    protected SmallObjectAllocator open(HeapLayout heapLayout, ArenaSource source) {
        return level.around(openModel(heapLayout, source), () -> true);
    }

    /** Bytes that are the holder's end where the fence begins. */
    @Test
    @Override
    protected void smallBlocksHaveTheSizeOfTheirClass() {
        for (int size = 0; size <= 600; size++) {
            long block = allocator.allocate(size);
            assertThat(allocator.usableSize(block)).isEqualTo(size);
            allocator.free(block);
        }
    }

    @Test
    @Override
    protected void reallocatingStaysInPlaceAboveThreeQuarters() {
        long block = allocator.allocate(72); // 96 with its fences
        assertThat(allocator.reallocate(block, 70)).isEqualTo(block);
        assertThat(allocator.reallocate(block, 49)).isEqualTo(block);
        assertThat(allocator.reallocate(block, 48)).isNotEqualTo(block);
    }

    @Test
    @Override
    protected void reallocatingNothingAllocates() {
        assertThat(allocator.usableSize(allocator.reallocate(0, 40))).isEqualTo(40);
    }

    /** A block of 0 bytes has fences, so it comes from a pool; one of 489 no longer does. */
    @Test
    @Override
    protected void rawBlocksStayRaw() {
        allocator.allocate(0);
        allocator.allocate(488);
        assertThat(allocator.statistics().rawBlocks()).isZero();
        allocator.allocate(489);
        assertThat(allocator.statistics().rawBlocks()).isOne();
    }

    /** Queries refuse and harm nothing; a wrong free stops the heap. */
    @Test
    @Override
    protected void wrongAddressesAreRefusedAndHarmNothing() {
        long block = allocator.allocate(100);
        long raw = allocator.allocate(1000);
        long freed = allocator.allocate(100);
        allocator.free(freed);
        HeapStatistics before = allocator.statistics();
        LongStream.of(1, -1, 8, 16, Long.MIN_VALUE, Long.MAX_VALUE, freed)
                .forEach(this::assertRefused);
        LongStream.of(1, 8, 15, 16, 32, 96, -1, -8, -16, -32)
                .flatMap(d -> LongStream.of(block + d, raw + d))
                .forEach(this::assertRefused);
        assertThat(allocator.statistics()).isEqualTo(before);
        LongStream.of(block, raw).forEach(allocator::free);
        LongStream.of(block, raw, freed).forEach(this::assertRefused);
        assertThat(allocator.statistics().liveBlocks()).isZero();
        LongStream.of(block, raw, freed).forEach(this::assertRefused);
    }

    private void assertRefused(long address) {
        for (Runnable call :
                new Runnable[] {
                    () -> allocator.usableSize(address), () -> allocator.view(address)
                }) {
            var e = catchThrowableOfType(InvalidAddressException.class, call::run);
            assertThat(e).as("0x%x", address).isNotNull();
            assertThat(e.address()).isEqualTo(address);
        }
    }

    @Test
    @Override
    protected void wrongAddressesAreNamedForWhatTheyAre() {
        long block = allocator.allocate(64);
        long freed = allocator.allocate(64);
        allocator.free(freed);
        assertWhat(block + 16, What.INTERIOR);
        assertWhat(block + 1, What.INTERIOR);
        assertWhat(block - 16, What.INTERIOR);
        assertWhat(freed, What.ALREADY_FREED);
        allocator.statistics(); // gives back the blocks that were kept
        assertWhat(freed, What.ALREADY_FREED);
        assertWhat(block + 10 * 96, What.NEVER_ALLOCATED);
        assertWhat(12345, What.UNKNOWN);
        try (var other = open(layout, ArenaSource.system(layout.arenaBytes()))) {
            assertWhat(other.allocate(64), What.OTHER_ALLOCATOR);
        }
    }

    @Test
    @Override
    protected void addressesOfReleasedArenasAreRefused() {
        long[] blocks =
                LongStream.range(0, 5 * layout.arenaBytes() / 512)
                        .map(i -> allocator.allocate(488))
                        .toArray();
        LongStream.of(blocks).forEach(allocator::free);
        allocator.trim();
        assertThat(allocator.statistics().mappedBytes()).isZero();
        assertWhat(blocks[0], What.ARENA_RELEASED);
    }

    private void assertWhat(long address, What what) {
        var e =
                catchThrowableOfType(
                        InvalidAddressException.class, () -> allocator.usableSize(address));
        assertThat(e).as("0x%x", address).isNotNull();
        assertThat(e.what()).as(e.getMessage()).isEqualTo(what);
    }

    /** Without arenas the padded blocks are raw, and give back all they took. */
    @Test
    @Override
    protected void withoutArenasSmallBlocksComeFromTheCLibrary() {
        var source = new HostileArenaSource(ArenaSource.system(layout.arenaBytes()), 0);
        try (var limited = open(layout, source)) {
            long block = limited.allocate(100);
            assertThat(source.refusals()).isPositive();
            assertThat(limited.statistics().rawBlocks()).isOne();
            limited.free(block);
            limited.trim();
            assertThat(limited.statistics().mappedBytes()).isZero();
        }
    }

    @Test
    @Override
    protected void viewsCheckTheirBounds() {
        ByteBuffer view = allocator.view(allocator.allocate(20));
        assertThat(view.capacity()).isEqualTo(20);
        assertThatThrownBy(() -> view.get(20)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    @Override
    protected void statisticsAddUp() {
        for (long size : new long[] {16, 16, 100, 488, 489}) {
            allocator.allocate(size);
        }
        HeapStatistics statistics = allocator.statistics();
        assertThat(statistics.liveBlocks()).isEqualTo(5);
        assertThat(statistics.rawBytes()).isEqualTo(489 + 24);
        assertThat(statistics.allocatedBytes()).isEqualTo(48 + 48 + 128 + 512);
        assertThat(statistics.accountedBytes()).isEqualTo(statistics.arenaBytes());
    }
}
