package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.InvalidAddressException.What;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorPromise;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What an allocator that keeps every promise must do when one thread calls it, in every layout;
 * {@link ConcurrentAllocatorContract} adds the threads. A subclass says how to open one.
 */
@ParameterizedClass
@MethodSource("layouts")
public abstract class SmallObjectAllocatorContract extends BlockContract {
    @Parameter protected HeapLayout layout;

    /** The layouts; a subclass may have a method of this name that gives fewer. */
    protected static Stream<HeapLayout> layouts() {
        return Stream.of(HeapLayout.values());
    }

    /** Opens an empty allocator. */
    protected abstract SmallObjectAllocator open(HeapLayout layout, ArenaSource source);

    @Override
    SmallObjectAllocator openHeap() {
        return open(layout, ArenaSource.system(layout.arenaBytes()));
    }

    @Override
    boolean promises(AllocatorPromise promise) {
        return true;
    }

    @Test
    protected void smallBlocksHaveTheSizeOfTheirClass() {
        for (int size = 1; size <= SizeClasses.LARGEST; size++) {
            long block = allocator.allocate(size);
            assertThat(allocator.usableSize(block)).isEqualTo((size + 15) / 16 * 16);
            allocator.free(block);
        }
    }

    @Test
    protected void reallocatingStaysInPlaceAboveThreeQuarters() {
        long block = allocator.allocate(64);
        assertThat(allocator.reallocate(block, 64)).isEqualTo(block);
        assertThat(allocator.reallocate(block, 49)).isEqualTo(block);
        assertThat(allocator.reallocate(block, 48)).isNotEqualTo(block);
    }

    @Test
    protected void reallocatingNothingAllocates() {
        long block = allocator.reallocate(0, 40);
        assertThat(allocator.usableSize(block)).isEqualTo(48);
    }

    @Test
    protected void rawBlocksStayRaw() {
        long block = allocator.reallocate(filled(1000), 20);
        assertThat(allocator.usableSize(block)).isEqualTo(20);
        assertThat(allocator.statistics().rawBlocks()).isOne();
        long empty = allocator.reallocate(allocator.allocate(20), 0);
        assertThat(allocator.usableSize(empty)).isZero();
        assertThat(allocator.statistics().rawBlocks()).isEqualTo(2);
    }

    @Test
    protected void wrongAddressesAreRefusedAndHarmNothing() {
        long block = filled(100);
        long other = filled(100);
        long raw = filled(1000);
        long freed = allocator.allocate(100);
        allocator.free(freed);
        long pool = layout.poolStart(block);
        long arena = block & -layout.arenaBytes();
        AddressRange range = rangeOf(block);
        LongStream.of(1, -1, 8, 16, Long.MIN_VALUE, Long.MAX_VALUE).forEach(this::assertRefused);
        LongStream.of(1, 8, 15, 16, 32, 96, -1, -8)
                .map(d -> block + d)
                .forEach(this::assertRefused);
        LongStream.of(1, 8, 16, -16).map(d -> raw + d).forEach(this::assertRefused);
        LongStream.of(freed, pool + 8, pool + layout.poolBytes() - 1, pool + layout.poolBytes())
                .forEach(this::assertRefused);
        LongStream.of(arena + layout.arenaBytes(), arena + layout.arenaBytes() - 1)
                .forEach(this::assertRefused);
        LongStream.of(
                        range.start() - 1,
                        range.start() + range.bytes() - 16,
                        range.start() + range.bytes())
                .forEach(this::assertRefused);
        assertFilled(block, 100);
        assertFilled(other, 100);
        assertFilled(raw, 1000);
        LongStream.of(block, other, raw).forEach(allocator::free);
        LongStream.of(block, other, raw).forEach(this::assertRefused);
        assertThat(allocator.statistics().liveBlocks()).isZero();
    }

    private void assertRefused(long address) {
        List<LongConsumer> calls =
                List.of(
                        allocator::free,
                        allocator::usableSize,
                        allocator::view,
                        a -> allocator.reallocate(a, 10),
                        a -> allocator.reallocate(a, 1000));
        HeapStatistics before = allocator.statistics();
        for (LongConsumer call : calls) {
            var e = catchThrowableOfType(InvalidAddressException.class, () -> call.accept(address));
            assertThat(e).as("0x%x", address).isNotNull();
            assertThat(e.address()).isEqualTo(address);
            assertThat(e).hasMessageContaining("0x%x", address);
        }
        assertThat(allocator.statistics()).isEqualTo(before);
    }

    private AddressRange rangeOf(long block) {
        long start = block & -layout.arenaBytes();
        long end = start;
        while (AddressRange.isReserved(start - layout.arenaBytes())) {
            start -= layout.arenaBytes();
        }
        while (AddressRange.isReserved(end)) {
            end += layout.arenaBytes();
        }
        return new AddressRange(start, end - start);
    }

    @Test
    protected void wrongAddressesAreNamedForWhatTheyAre() {
        long block = allocator.allocate(64);
        long freed = allocator.allocate(64);
        allocator.free(freed);
        assertWhat(block + 16, What.INTERIOR);
        assertWhat(block + 1, What.INTERIOR);
        assertWhat(freed, What.ALREADY_FREED);
        assertWhat(block + 10 * 64, What.NEVER_ALLOCATED);
        assertWhat(12345, What.UNKNOWN);
        assertWhat(block + 40L * layout.arenaBytes(), What.UNKNOWN); // 64 are in any range
        try (var other = open(layout, ArenaSource.system(layout.arenaBytes()))) {
            assertWhat(other.allocate(64), What.OTHER_ALLOCATOR);
        }
    }

    @Test
    protected void addressesOfReleasedArenasAreRefused() {
        long[] blocks =
                LongStream.range(0, 5 * layout.arenaBytes() / 512)
                        .map(i -> allocator.allocate(512))
                        .toArray();
        assertThat(allocator.statistics().arenasCurrent()).isGreaterThanOrEqualTo(5);
        LongStream.of(blocks).forEach(allocator::free);
        allocator.trim();
        assertThat(allocator.statistics().arenasCurrent()).isZero();
        assertThat(allocator.statistics().mappedBytes()).isZero();
        assertWhat(blocks[0], What.ARENA_RELEASED);
        allocator.free(allocator.allocate(512));
    }

    private void assertWhat(long address, What what) {
        var e = catchThrowableOfType(InvalidAddressException.class, () -> allocator.free(address));
        assertThat(e).as("0x%x", address).isNotNull();
        assertThat(e.what()).as(e.getMessage()).isEqualTo(what);
    }

    /** Also where addresses are short: a heap that has too few is refused as it is opened. */
    @Test
    protected void aSecondHeapHasArenasOfItsOwn() {
        allocator.allocate(100);
        try (var second = open(layout, ArenaSource.system(layout.arenaBytes()))) {
            second.allocate(100);
            for (var heap : List.of(allocator, second)) {
                assertThat(heap.statistics().arenasCurrent()).isOne();
                assertThat(heap.statistics().rawBlocks()).isZero();
            }
        }
    }

    @Test
    protected void withoutArenasSmallBlocksComeFromTheCLibrary() {
        var source = new HostileArenaSource(ArenaSource.system(layout.arenaBytes()), 1);
        try (var limited = open(layout, source)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 2 * layout.arenaBytes() / 512; i++) {
                blocks.add(limited.allocate(512));
            }
            assertThat(source.refusals()).isPositive();
            assertThat(source.held()).isOne();
            HeapStatistics full = limited.statistics();
            assertThat(full.rawBlocks()).isPositive();
            assertThat(full.liveBlocks()).isEqualTo(blocks.size());
            source.allow(2);
            blocks.add(limited.allocate(512));
            assertThat(limited.statistics().rawBlocks()).isEqualTo(full.rawBlocks());
            blocks.forEach(limited::free);
            limited.trim();
            assertThat(limited.statistics().mappedBytes()).isZero();
            assertThat(source.held()).isZero();
        }
    }

    @Test
    protected void viewsCheckTheirBounds() {
        ByteBuffer view = allocator.view(allocator.allocate(20));
        view.putLong(24, 42);
        assertThat(view.capacity()).isEqualTo(32);
        assertThatThrownBy(() -> view.get(32)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    protected void statisticsAddUp() {
        long[] sizes = {16, 16, 100, 512, 0, 600};
        for (long size : sizes) {
            allocator.allocate(size);
        }
        HeapStatistics statistics = allocator.statistics();
        assertThat(statistics.liveBlocks()).isEqualTo(6);
        assertThat(statistics.rawBlocks()).isEqualTo(2);
        assertThat(statistics.rawBytes()).isEqualTo(600);
        assertThat(statistics.allocatedBytes()).isEqualTo(16 + 16 + 112 + 512);
        assertThat(statistics.classes()).extracting("sizeClass").containsExactly(0, 6, 31);
        assertThat(statistics.accountedBytes()).isEqualTo(statistics.arenaBytes());
        assertThat(statistics.mappedBytes() - 600)
                .isBetween((long) layout.arenaBytes(), layout.arenaBytes() * 9L / 8);
        HeapSnapshot snapshot = allocator.snapshot();
        assertThat(snapshot.arenas()).hasSize(1);
        assertThat(snapshot.arenas().getFirst().pools()).hasSize(64);
    }

    @Test
    void afterCloseEveryCallFails() {
        long block = allocator.allocate(100);
        long raw = allocator.allocate(1000);
        allocator.close();
        allocator.close();
        List<Runnable> calls =
                List.of(
                        () -> allocator.allocate(1),
                        () -> allocator.allocate(1000),
                        () -> allocator.allocateZeroed(1),
                        () -> allocator.allocateZeroed(1000),
                        () -> allocator.reallocate(block, 10),
                        () -> allocator.reallocate(raw, 10),
                        () -> allocator.reallocate(0, 10),
                        () -> allocator.free(block),
                        () -> allocator.free(raw),
                        () -> allocator.free(0),
                        () -> allocator.usableSize(block),
                        () -> allocator.usableSize(raw),
                        () -> allocator.view(block),
                        allocator::statistics,
                        allocator::snapshot,
                        allocator::trim);
        calls.forEach(call ->
                assertThatIllegalStateException()
                        .isThrownBy(call::run)
                        .withMessage("allocator: closed"));
        assertThat(AddressRange.isReserved(block)).isFalse();
    }

    @Test
    void aSourceOfOtherArenasIsRefused() {
        try (ArenaSource source = ArenaSource.system(layout.arenaBytes() / 2)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> open(layout, source))
                    .withMessageContaining(Integer.toString(layout.arenaBytes()));
        }
    }

    @Test
    void randomCallsAgreeWithALedger() {
        long seed = Seed.draw("randomCallsAgreeWithALedger " + layout);
        try (var other =
                open(layout, new HostileArenaSource(ArenaSource.system(layout.arenaBytes()), 2))) {
            callAtRandom(allocator, seed);
            callAtRandom(other, seed);
        }
    }

    @Test
    void randomCallsAgreeWithALedgerInPortableArenas() {
        long seed = Seed.draw("randomCallsAgreeWithALedgerInPortableArenas " + layout);
        try (ArenaSource source = ArenaSource.portable(layout.arenaBytes());
                var other = open(layout, source)) {
            callAtRandom(other, seed);
        } catch (HeapExhaustedException e) { // where addresses are short
            Assumptions.abort(e.getMessage());
        }
    }

    private static void callAtRandom(SmallObjectAllocator heap, long seed) {
        Ledger ledger = new Ledger(heap, Seed.random(seed, 0));
        for (int call = 0; call < 60_000; call++) {
            ledger.step(call / 10_000 % 2 == 0 ? 4000 : 100);
            if (call % 1000 == 0) {
                HeapStatistics statistics = heap.statistics();
                assertThat(statistics.liveBlocks()).isEqualTo(ledger.size());
                assertThat(statistics.accountedBytes()).isEqualTo(statistics.arenaBytes());
            }
        }
        ledger.freeAll();
        heap.trim();
        assertThat(heap.statistics().liveBlocks()).isZero();
        assertThat(heap.statistics().mappedBytes()).isZero();
    }
}
