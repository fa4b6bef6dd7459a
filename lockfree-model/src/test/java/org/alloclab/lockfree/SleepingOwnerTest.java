package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.alloclab.SizeClasses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a thread that does nothing more keeps from the others: hardly anything. */
class SleepingOwnerTest {
    private static final int BLOCKS = Integer.getInteger("alloclab.blocks", 200_000);
    private static final int WORKERS = 16;

    @ParameterizedTest
    @EnumSource
    void whatOthersFreeIsGivenBackThoughItsOwnerSleeps(HeapLayout layout) throws Exception {
        try (ExecutorService owner = Executors.newSingleThreadExecutor();
                var heap = new LockFreeAllocator(layout)) {
            List<Long> rest = new ArrayList<>();
            owner.submit(
                            () -> {
                                for (int block = 0; block < BLOCKS; block++) {
                                    rest.add(heap.allocate(48));
                                }
                                for (int block = BLOCKS - 1; block >= 0; block -= 20) {
                                    heap.free(rest.remove(block));
                                }
                            })
                    .get();
            HeapStatistics peak = heap.statistics();
            rest.forEach(heap::free);
            heap.trim();
            HeapStatistics end = heap.statistics();
            tell(layout, peak, end);
            assertThat(end.liveBlocks()).isZero();
            assertThat(end.ownedFreePools()).isLessThanOrEqualTo(Magazines.capacity(2) + 1);
            assertThat(end.arenasCurrent()).isLessThan(5);
            heap.checkInvariants();
        }
    }

    @ParameterizedTest
    @EnumSource
    void workersInTurnShareTheirMemory(HeapLayout layout) throws Exception {
        List<ExecutorService> threads = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            threads.add(Executors.newSingleThreadExecutor());
        }
        try (var heap = new LockFreeAllocator(layout)) {
            SplittableRandom random = new SplittableRandom(1);
            List<Long> blocks = new ArrayList<>();
            for (int turn = 0; turn < 2 * WORKERS; turn++) {
                threads.get(turn % WORKERS).submit(() -> renew(heap, blocks, random)).get();
            }
            HeapStatistics end = heap.statistics();
            tell(layout, end, end);
            // Of the blocks of a turn some stay, and pin what lies around them.
            assertThat(end.peakMappedBytes()).isLessThan(3L * BLOCKS * SizeClasses.LARGEST / 2);
            heap.checkInvariants();
        } finally {
            threads.forEach(ExecutorService::close);
        }
    }

    /** Frees what the last one allocated, but for 750 blocks; allocates more, and frees some. */
    private static void renew(LockFreeAllocator heap, List<Long> blocks, SplittableRandom random) {
        blocks.subList(Math.min(750, blocks.size()), blocks.size()).forEach(heap::free);
        blocks.clear();
        for (int block = 0; block < BLOCKS; block++) {
            blocks.add(heap.allocate(random.nextInt(1, SizeClasses.LARGEST + 1)));
        }
        for (int block = BLOCKS - 1; block >= 0; block -= 20) {
            heap.free(blocks.remove(block));
        }
    }

    private static void tell(HeapLayout layout, HeapStatistics peak, HeapStatistics end) {
        System.out.printf(
                "%s: peak %,d KiB, end %,d KiB for %,d KiB live, %d pools owned but free%n",
                layout,
                peak.mappedBytes() >> 10,
                end.mappedBytes() >> 10,
                end.allocatedBytes() >> 10,
                end.ownedFreePools());
    }
}
