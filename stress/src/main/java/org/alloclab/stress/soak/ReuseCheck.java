package org.alloclab.stress.soak;

import org.alloclab.HeapSnapshot;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.SizeClasses;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.Violation;
import org.alloclab.stress.witness.WitnessedHeap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Checks, while no other call is in progress and the heap is trimmed, that free memory is found:
 * blocks must come from the pools there are until these are used up. A pool of which less than a
 * quarter is free may wait for more.
 */
final class ReuseCheck {
    private static final int MOST = 30_000;

    private ReuseCheck() {}

    /** Allocates all that is free in pools of a class, then all that is free in unused pools. */
    static void check(WitnessedHeap heap, SplittableRandom random, int id) {
        List<BlockList> taken = new ArrayList<>();
        List<PoolView> pools = pools(heap);
        List<Integer> classes =
                pools.stream()
                        .filter(ReuseCheck::isToBeFound)
                        .map(PoolView::sizeClass)
                        .distinct()
                        .toList();
        for (int sizeClass : classes) {
            long free = free(pools, sizeClass);
            if (free <= MOST) {
                taken.add(take(heap, free, sizeClass, random, id));
            }
        }
        long unused = pools.stream().filter(PoolView::isUnused).count();
        long now = pools(heap).stream().filter(PoolView::isUnused).count();
        if (now < unused) {
            throw new Violation(
                    Violation.NOWHERE,
                    "%d unused pools were taken, though pools in use had free blocks of the class"
                            .formatted(unused - now));
        }
        int largest = SizeClasses.COUNT - 1;
        long perPool = heap.allocator().layout().poolBytes() / SizeClasses.LARGEST - 1; // a header
        if (unused * perPool <= MOST) {
            taken.add(take(heap, unused * perPool, largest, random, id));
        }
        for (BlockList holding : taken) {
            for (int index = 0; index < holding.count(); index++) {
                heap.free(holding.block(index), holding.size(index), holding.key(index));
            }
        }
    }

    private static List<PoolView> pools(WitnessedHeap heap) {
        HeapSnapshot snapshot = heap.allocator().snapshot();
        return snapshot.arenas().stream().flatMap(arena -> arena.pools().stream()).toList();
    }

    private static boolean isToBeFound(PoolView pool) {
        int free = pool.capacity() - pool.live();
        return !pool.isUnused() && free > 0 && free >= pool.capacity() / 4;
    }

    private static long free(List<PoolView> pools, int sizeClass) {
        return pools.stream()
                .filter(pool -> pool.sizeClass() == sizeClass && isToBeFound(pool))
                .mapToLong(pool -> pool.capacity() - pool.live())
                .sum();
    }

    private static BlockList take(
            WitnessedHeap heap, long blocks, int sizeClass, SplittableRandom random, int id) {
        BlockList holding = new BlockList();
        int size = SizeClasses.blockBytes(sizeClass);
        long before = requests(heap);
        for (long number = 0; number < blocks; number++) {
            long key = WitnessedHeap.key(random.nextLong(), id);
            holding.add(heap.allocate(size, key), size, key);
            if (requests(heap) != before) {
                throw new Violation(
                        Violation.NOWHERE,
                        "a new arena was asked for after %d blocks of %d bytes, though %d were free"
                                .formatted(number, size, blocks));
            }
        }
        return holding;
    }

    private static long requests(WitnessedHeap heap) {
        return heap.arenas().acquired() + heap.arenas().refused();
    }
}
