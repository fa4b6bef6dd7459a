package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import org.alloclab.HeapLayout;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.alloclab.memory.MappedBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

/** What threads cost, alive and dead. */
class ThreadCachesTest {
    private final LockFreeAllocator allocator = new LockFreeAllocator(HeapLayout.CLASSIC);
    private final int atFirst = allocator.cacheCount();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    private static void runToItsEnd(Runnable body) throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(body);
        thread.join();
    }

    @Test
    void threadsInTurnShareOneCache() throws InterruptedException {
        for (int i = 0; i < 2000; i++) {
            runToItsEnd(() -> allocator.allocate(64));
        }
        assertThat(allocator.cacheCount()).isEqualTo(atFirst + 1);
        assertThat(allocator.statistics().liveBlocks()).isEqualTo(2000);
        assertThat(allocator.statistics().arenasCurrent()).isOne();
    }

    @Test
    void whatADeadThreadHadFreeIsHandedOutBeforeANewArena() throws InterruptedException {
        runToItsEnd(() -> {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 64 * 8; i++) {
                blocks.add(allocator.allocate(512));
            }
            for (int i = 0; i < blocks.size(); i += 2) {
                allocator.free(blocks.get(i));
            }
        });
        for (int i = 0; i < 64 * 4; i++) {
            allocator.allocate(512);
        }
        assertThat(allocator.statistics().arenasHighwater()).isOne();
        allocator.allocate(512);
        assertThat(allocator.statistics().arenasHighwater()).isEqualTo(2);
    }

    @Test
    void aLivingThreadKeepsItsPoolsAndADeadOneDoesNot() throws InterruptedException {
        CountDownLatch allocated = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            allocator.free(allocator.allocate(64));
                            allocated.countDown();
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        allocated.await();
        allocator.trim();
        assertThat(allocator.statistics().arenasCurrent()).isOne();
        end.countDown();
        thread.join();
        allocator.trim();
        assertThat(allocator.statistics().arenasCurrent()).isZero();
    }

    @Test
    void aThreadThatOnlyFreesGetsNoCache() throws InterruptedException {
        long block = allocator.allocate(64);
        int before = allocator.cacheCount();
        runToItsEnd(() -> allocator.free(block));
        assertThat(allocator.cacheCount()).isEqualTo(before);
    }

    @Test
    void aThreadDoesNotTakeTheCacheOfAnotherWithItsSlot() throws InterruptedException {
        allocator.allocate(64);
        Thread other;
        do {
            other = Thread.ofPlatform().unstarted(() -> allocator.allocate(64));
        } while ((other.threadId() - Thread.currentThread().threadId()) % 1024 != 0);
        other.start();
        other.join();
        assertThat(allocator.cacheCount()).isEqualTo(atFirst + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000})
    void virtualThreadsCostNothingEach(int threads) throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                long block = allocator.allocate(64);
                                Thread.yield();
                                allocator.free(block);
                            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(allocator.cacheCount()).isEqualTo(atFirst);
        allocator.trim();
        assertThat(allocator.statistics().liveBlocks()).isZero();
        assertThat(allocator.statistics().arenasCurrent()).isZero();
    }

    @Test
    void withoutAStripeAllocationGoesOn() {
        ThreadCaches caches =
                new ThreadCaches(
                        new Arenas(
                                HeapLayout.CLASSIC,
                                ArenaSource.system(256 << 10),
                                new MappedBytes()),
                        new CloseGuard(() -> {}));
        Stripes stripes = new Stripes(caches);
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            blocks.add(stripes.allocateAlone(3));
        }
        assertThat(blocks).doesNotHaveDuplicates().doesNotContain(0L);
    }

    @Test
    void aStripeInUseIsLeftToItsHolder() {
        Stripe stripe = new Stripe(new ThreadCache(null, 1));
        assertThat(stripe.tryEnter()).isTrue();
        assertThat(stripe.tryEnter()).isFalse();
        stripe.leave();
        assertThat(stripe.tryEnter()).isTrue();
    }

    @Test
    void whollyFreeArenasAreKeptForAWhileUnlessTrimmed() {
        List<Long> blocks = allocateArenas(3);
        assertThat(allocator.statistics().arenasCurrent()).isEqualTo(3);
        blocks.forEach(allocator::free);
        allocator.trim();
        assertThat(allocator.statistics().arenasCurrent()).isZero();
    }

    @Test
    void whollyFreeArenasGoInTheEndWithoutTrim() {
        allocateArenas(3).forEach(allocator::free);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    allocateArenas(1).forEach(allocator::free);
                    return allocator.statistics().arenasCurrent() <= 2;
                });
        assertThat(allocator.statistics().arenasHighwater()).isEqualTo(3);
    }

    private List<Long> allocateArenas(int arenas) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < arenas * 64 * 8; i++) {
            blocks.add(allocator.allocate(512));
        }
        return blocks;
    }

    @Test
    void aThreadThatLostSightOfItsCacheFindsItAgain() {
        try (var pool = new ForkJoinPool(1)) { // clears thread locals as the common pool does
            for (int i = 0; i < 500; i++) {
                CompletableFuture.runAsync(() -> allocator.free(allocator.allocate(64)), pool)
                        .join();
            }
        }
        for (int i = 0; i < 500; i++) {
            CompletableFuture.runAsync(() -> allocator.free(allocator.allocate(64))).join();
        }
        int workers = 1 + ForkJoinPool.getCommonPoolParallelism();
        assertThat(allocator.cacheCount()).isLessThanOrEqualTo(atFirst + 1 + workers);
    }

    @Test
    void anAllocatorNobodyHoldsIsCollectedThoughItsThreadLives() {
        Reference<LockFreeAllocator> dropped = openUseAndDrop();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    System.gc();
                    return dropped.refersTo(null);
                });
    }

    private static Reference<LockFreeAllocator> openUseAndDrop() {
        LockFreeAllocator used = new LockFreeAllocator(HeapLayout.CLASSIC);
        used.allocate(64);
        return new WeakReference<>(used);
    }

    @Test
    void withoutAKeptArenaEveryWhollyFreeOneGoesAtOnce() {
        try (var giving = new LockFreeAllocator(HeapLayout.CLASSIC38)) {
            List<Long> blocks = new ArrayList<>();
            for (int i = 0; i < 3 * 64 * 8; i++) {
                blocks.add(giving.allocate(512));
            }
            blocks.forEach(giving::free);
            assertThat(giving.statistics().arenasCurrent())
                    .isOne(); // one pool stays with its thread
            giving.trim();
            assertThat(giving.statistics().arenasCurrent()).isZero();
        }
    }

    @Test
    void aPurgeThatFailsHidesNoPool() {
        ArenaSource system = ArenaSource.system(HeapLayout.CLASSIC.arenaBytes());
        try (var unlucky = new LockFreeAllocator(HeapLayout.CLASSIC, new FailingPurge(system))) {
            unlucky.allocate(64);
            assertThatIllegalStateException().isThrownBy(unlucky::trim);
            unlucky.checkInvariants();
        }
    }

    @Test
    void anArenaInTheWrongPlaceGoesBack() {
        ArenaSource system = ArenaSource.system(HeapLayout.CLASSIC.arenaBytes());
        List<Long> back = new ArrayList<>();
        ArenaSource misplaced =
                new ForwardingArenaSource(system) {
                    @Override
                    public long acquire() {
                        return super.acquire() + 16;
                    }

                    @Override
                    public void release(long arena) {
                        back.add(arena);
                        super.release(arena - 16);
                    }
                };
        try (var unlucky = new LockFreeAllocator(HeapLayout.CLASSIC, misplaced)) {
            assertThatIllegalStateException().isThrownBy(() -> unlucky.allocate(64));
            assertThat(back).hasSize(1);
            assertThat(unlucky.statistics().mappedBytes()).isZero();
        }
    }

    /** A range of ten arenas, and no purging. */
    private static final class FailingPurge extends ForwardingArenaSource {
        FailingPurge(ArenaSource system) {
            super(system);
        }

        @Override
        public AddressRange range() {
            return new AddressRange(super.range().start(), 10 * arenaBytes());
        }

        @Override
        public void purge(long address, long bytes) {
            throw new IllegalStateException("no purging");
        }
    }
}
