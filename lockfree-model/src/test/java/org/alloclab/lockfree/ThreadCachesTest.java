package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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
                                org.alloclab.memory.ArenaSource.system(256 << 10),
                                new org.alloclab.memory.MappedBytes()));
        Stripes stripes = new Stripes(caches);
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            blocks.add(stripes.allocateAlone(3));
        }
        assertThat(blocks).doesNotHaveDuplicates().doesNotContain(0L);
    }

    @Test
    void aStripeInUseIsLeftToItsHolder() {
        Stripe stripe = new Stripe(new ThreadCache(null));
        assertThat(stripe.tryEnter(1)).isTrue();
        assertThat(stripe.tryEnter(2)).isFalse();
        stripe.leave();
        assertThat(stripe.tryEnter(2)).isTrue();
    }

    @Test
    void aWhollyFreeArenaIsKeptAndASecondIsNot() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 3 * 64 * 8; i++) {
            blocks.add(allocator.allocate(512));
        }
        assertThat(allocator.statistics().arenasCurrent()).isEqualTo(3);
        blocks.forEach(allocator::free);
        assertThat(allocator.statistics().arenasCurrent()).isBetween(1L, 2L);
        allocator.trim();
        assertThat(allocator.statistics().arenasCurrent()).isZero();
    }
}
