package org.alloclab.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;

import org.alloclab.HeapExhaustedException;
import org.alloclab.Ledger;
import org.alloclab.Seed;
import org.alloclab.memory.Memory;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.provider.Allocators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** What a peer must do, of those that are installed: as much of the contract as peers keep. */
@ParameterizedClass
@MethodSource("peers")
class PeerTest {
    private static final Set<String> TELL_NO_SIZE = Set.of("pymalloc");
    private static final Set<String> OBJECTS = Set.of("netty-pooled", "netty-adaptive", "confined");

    @Parameter private PeerProvider peer;

    private PeerAllocator allocator;

    static List<PeerProvider> peers() {
        return Allocators.installed().all().stream()
                .filter(PeerProvider.class::isInstance)
                .map(PeerProvider.class::cast)
                .toList();
    }

    @BeforeEach
    void open() {
        try {
            allocator = peer.open(PeerLibraries.usual());
        } catch (AllocatorUnavailableException e) {
            abort(e.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (allocator != null) {
            allocator.close();
        }
    }

    /** As C has it: enough for what fits into so many bytes. */
    private static int alignment(long size) {
        return size < 16 ? 8 : 16;
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
    void itSaysWhatItIs() {
        assertThat(allocator.description()).matches("[ -~]*[0-9][ -~]*").doesNotContain("unknown");
    }

    @Test
    void blocksOfAllSizesLieApart() {
        TreeMap<Long, Long> ends = new TreeMap<>();
        sizes().forEach(size -> {
            long block = filled(size);
            assertThat(block).as("size %d", size).isNotZero();
            assertThat(block % alignment(size)).as("size %d", size).isZero();
            assertThat(ends.put(block, block + Math.max(1, size))).isNull();
        });
        long last = Long.MIN_VALUE;
        for (var block : ends.entrySet()) {
            assertThat(block.getKey()).isGreaterThanOrEqualTo(last);
            last = block.getValue();
        }
        ends.forEach((block, end) -> assertFilled(block, end - block == 1 ? 0 : end - block));
        ends.keySet().forEach(allocator::free);
    }

    @Test
    void usableBytesAreAtLeastThoseAskedFor() {
        if (TELL_NO_SIZE.contains(peer.name())) {
            long block = allocator.allocate(10);
            assertUnsupported(() -> allocator.usableSize(block));
            allocator.free(block);
            return;
        }
        sizes().forEach(size -> {
            long block = allocator.allocate(size);
            assertThat(allocator.usableSize(block)).isGreaterThanOrEqualTo(size);
            assertThat(allocator.view(block).capacity()).isGreaterThanOrEqualTo((int) size);
            allocator.free(block);
        });
    }

    @Test
    void emptyBlocksAreUniqueAndNotZero() {
        List<Long> blocks =
                LongStream.range(0, 100).map(i -> allocator.allocate(0)).boxed().toList();
        assertThat(blocks).doesNotHaveDuplicates().doesNotContain(0L);
        blocks.forEach(allocator::free);
    }

    @Test
    void freeingNothingDoesNothing() {
        allocator.free(0);
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
        allocator.free(block);
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 62) + 1, Long.MAX_VALUE - 7, Long.MAX_VALUE})
    void sizesThatNoMachineHasAreRefusedAndHarmNothing(long size) {
        long small = filled(100);
        long large = filled(1000);
        assertExhausted(size, () -> allocator.allocate(size));
        assertExhausted(size, () -> allocator.allocateZeroed(size));
        assertExhausted(size, () -> allocator.reallocate(small, size));
        assertExhausted(size, () -> allocator.reallocate(large, size));
        assertFilled(small, 100);
        assertFilled(large, 1000);
        allocator.free(small);
        allocator.free(large);
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
            long block = allocator.allocateZeroed(size);
            for (long at = 0; at < size; at++) {
                assertByte(block + at, 0);
            }
            allocator.free(block);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 48, 49, 64, 200, 400, 511, 512, 513, 1024, 70_000})
    void reallocatedBlocksKeepTheirContents(long size) {
        for (long before : new long[] {0, 1, 16, 64, 100, 512, 513, 2000, 100_000}) {
            long block = allocator.reallocate(filled(before), size);
            assertThat(block % alignment(size)).isZero();
            assertFilled(block, Math.min(before, size));
            allocator.free(block);
        }
        allocator.free(allocator.reallocate(0, size));
    }

    @Test
    void randomCallsAgreeWithALedger() {
        Ledger ledger = ledger(Seed.draw("randomCallsAgreeWithALedger " + peer), 0);
        for (int call = 0; call < 60_000; call++) {
            ledger.step(call / 10_000 % 2 == 0 ? 4000 : 100);
            if (call % 20_000 == 0) {
                allocator.trim();
            }
        }
        ledger.freeAll();
    }

    private Ledger ledger(long seed, int thread) {
        return new Ledger(allocator, Seed.random(seed, thread), alignment(0));
    }

    @Test
    void threadsThatKeepTheirBlocksDoNotMeet() throws Exception {
        assumeTrue(peer.promises(AllocatorPromise.CONCURRENT));
        long seed = Seed.draw("threadsThatKeepTheirBlocksDoNotMeet " + peer);
        run(
                4,
                thread -> {
                    Ledger ledger = ledger(seed, thread);
                    for (int call = 0; call < 20_000; call++) {
                        ledger.step(call / 5_000 % 2 == 0 ? 1000 : 50);
                    }
                    ledger.freeAll();
                });
    }

    @Test
    void anyThreadMayFreeAnyBlock() throws Exception {
        assumeTrue(peer.promises(AllocatorPromise.CONCURRENT));
        Queue<Long> handed = new ConcurrentLinkedQueue<>();
        run(
                4,
                thread -> {
                    for (int i = 0; i < 20_000; i++) {
                        handed.add(stamped(16 + (i + thread) % 600));
                        if (i % 100 > 10) {
                            checkAndFree(handed.remove());
                        }
                    }
                });
        handed.forEach(this::checkAndFree);
    }

    private long stamped(long size) {
        long block = allocator.allocate(size);
        Memory.putLong(block, block);
        Memory.putLong(block + (size - 8) / 8 * 8, block);
        return block;
    }

    private void checkAndFree(long block) {
        if (Memory.getLong(block) != block) {
            throw new AssertionError("block 0x%x was overwritten".formatted(block));
        }
        allocator.free(block);
    }

    private static void run(int threads, IntConsumer body) throws Exception {
        Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        List<Thread> started = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            int thread = number;
            started.add(
                    Thread.ofPlatform()
                            .uncaughtExceptionHandler((by, e) -> errors.add(e))
                            .start(() -> body.accept(thread)));
        }
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(errors).isEmpty();
    }

    @Test
    void twoOfAKindDoNotMeet() throws Exception {
        try (PeerAllocator other = peer.open(PeerLibraries.usual())) {
            long block = filled(100);
            long elsewhere = other.allocate(100);
            assertThat(elsewhere).isNotEqualTo(block);
            Memory.clear(elsewhere, 100);
            assertFilled(block, 100);
            other.free(elsewhere);
            allocator.free(block);
        }
    }

    @Test
    void callsCreateNoJavaObject() {
        assumeFalse(OBJECTS.contains(peer.name()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long created = Long.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                allocator.free(allocator.reallocate(allocator.allocate(64), 65));
            }
            created = Math.min(created, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(created).as("bytes in 30,000 operations").isLessThan(1_000);
    }

    @Test
    void itKeepsNoBooksAndHasNoLayout() {
        assertUnsupported(allocator::statistics);
        assertUnsupported(allocator::snapshot);
        assertUnsupported(allocator::layout);
    }

    private static void assertUnsupported(Runnable call) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(call::run)
                .withMessageStartingWith("this peer ");
    }

    @Test
    void closingTwiceIsClosing() {
        allocator.close();
        allocator.close();
    }

    private long filled(long size) {
        long block = allocator.allocate(size);
        for (long at = 0; at < size; at++) {
            Memory.putByte(block + at, (byte) (at * 31 + 7));
        }
        return block;
    }

    private static void assertFilled(long block, long bytes) {
        for (long at = 0; at < bytes; at++) {
            assertByte(block + at, (int) at * 31 + 7);
        }
    }

    private static void assertByte(long address, int expected) {
        if (Memory.getByte(address) != (byte) expected) {
            throw new AssertionError("byte at 0x%x".formatted(address));
        }
    }
}
