package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.alloclab.HeapLayout;
import org.alloclab.memory.AddressRange;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a closed heap leaves behind: nothing to the next one, and nothing to its threads. */
class ClosedHeapTest {
    private static final int THREADS = 8;
    private static final int BLOCKS = 200;

    /** The long form: 20,000. */
    private static final int ROUNDS = Integer.getInteger("alloclab.rounds", 100);

    @Test
    void theNextHeapGetsOtherAddressesWhileACallMayBeInTheClosedOne() {
        ArenaSource source = ArenaSource.system(HeapLayout.CLASSIC.arenaBytes());
        AddressRange range = source.range();
        LockFreeAllocator closed = new LockFreeAllocator(HeapLayout.CLASSIC, source);
        closed.allocate(64);
        closed.close();
        try (var next = new LockFreeAllocator(HeapLayout.CLASSIC)) {
            assertThat(range.contains(next.allocate(64))).isFalse();
        } finally {
            Reference.reachabilityFence(closed); // a thread in one of its calls would hold it, too
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeapClosedUnderLoadDoesNotDisturbTheNextOne(HeapLayout layout) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                LockFreeAllocator first = new LockFreeAllocator(layout);
                CountDownLatch working = new CountDownLatch(THREADS);
                List<Future<?>> ends = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    ends.add(threads.submit(() -> workUntilClosed(first, working)));
                }
                working.await();
                first.close();
                useAlone(layout, round);
                for (Future<?> end : ends) {
                    end.get();
                }
            }
        }
    }

    private static void workUntilClosed(LockFreeAllocator heap, CountDownLatch working) {
        try {
            for (int call = 0; ; call++) {
                long block = heap.allocate(48);
                long other = heap.allocate(16 + call % 32 * 16);
                heap.free(block);
                heap.free(other);
                if (call == BLOCKS) {
                    working.countDown();
                }
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageEndingWith("closed");
        }
    }

    private static void useAlone(HeapLayout layout, int round) {
        try (var heap = new LockFreeAllocator(layout)) {
            long[] blocks = new long[BLOCKS];
            for (int pass = 0; pass < 5; pass++) {
                for (int block = 0; block < BLOCKS; block++) {
                    blocks[block] = heap.allocate(16 + block % 32 * 16);
                }
                assertThat(heap.statistics().liveBlocks()).as("round %d", round).isEqualTo(BLOCKS);
                for (long block : blocks) {
                    heap.free(block);
                }
                assertThat(heap.statistics().liveBlocks()).as("round %d", round).isZero();
            }
            heap.checkInvariants();
            heap.trim();
            assertThat(heap.statistics().arenasCurrent()).as("round %d", round).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedHeapIsCollectedThoughItsThreadsLive(HeapLayout layout) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Reference<?>> sources = new ArrayList<>();
            for (int heap = 0; heap < 3; heap++) {
                sources.add(openUseAndClose(layout, threads));
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        System.gc();
                        return sources.stream().allMatch(source -> source.refersTo(null));
                    });
        }
    }

    /** What a heap held, of which the threads of a pool, and this one, have a cache. */
    private static Reference<?> openUseAndClose(HeapLayout layout, ExecutorService threads)
            throws Exception {
        var source = new ForwardingArenaSource(ArenaSource.system(layout.arenaBytes())) {};
        try (var heap = new LockFreeAllocator(layout, source)) {
            for (int thread = 0; thread < 2; thread++) {
                threads.submit(() -> heap.free(heap.allocate(64))).get();
            }
            heap.free(heap.allocate(64));
        }
        return new WeakReference<>(source);
    }
}
