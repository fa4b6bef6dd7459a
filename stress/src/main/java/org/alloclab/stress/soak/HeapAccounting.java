package org.alloclab.stress.soak;

import org.alloclab.HeapSnapshot;
import org.alloclab.HeapSnapshot.ArenaView;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.alloclab.gil.GlobalInterpreterLock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what the allocator says of its heap with what was done to it. */
final class HeapAccounting {
    private HeapAccounting() {}

    /** What holders know of the heap, added up while all rest. */
    private static final class Count {
        final Map<Long, Integer> byPool = new HashMap<>();
        final Map<Long, Integer> largestByPool = new HashMap<>();
        long blocks;
        long granules;
        long rawBlocks;
        long rawBytes;

        void add(WitnessedHeap heap, BlockList holding) {
            for (int index = 0; index < holding.count(); index++) {
                long block = holding.block(index);
                int size = holding.size(index);
                BlockContents.check(block, size, holding.key(index), "counted");
                blocks++;
                granules += OwnerTable.granules(size);
                if (heap.range().contains(block)) {
                    long pool = heap.allocator().layout().poolStart(block);
                    byPool.merge(pool, 1, Integer::sum);
                    largestByPool.merge(pool, size, Math::max);
                } else {
                    rawBlocks++;
                    rawBytes += size;
                }
            }
        }
    }

    /** Checks all counts, while no call is in progress. */
    static void check(WitnessedHeap heap, List<BlockList> holdings, WitnessedArenas arenas) {
        Count ours = new Count();
        holdings.forEach(holding -> ours.add(heap, holding));
        HeapStatistics theirs = heap.allocator().statistics();
        checkPools(heap, holdings, ours);
        equal("live blocks", theirs.liveBlocks(), ours.blocks);
        equal("raw blocks", theirs.rawBlocks(), ours.rawBlocks);
        equal("bytes of raw blocks", theirs.rawBytes(), ours.rawBytes);
        equal("arenas", theirs.arenasCurrent(), arenas.held());
        equal("arenas ever obtained", theirs.arenasObtained(), arenas.acquired());
        equal("bytes accounted for", theirs.accountedBytes(), theirs.arenaBytes());
        if (theirs.mappedBytes() < theirs.arenaBytes() + ours.rawBytes
                || theirs.peakMappedBytes() < theirs.mappedBytes()) {
            throw new Violation(Violation.NOWHERE, "fewer bytes mapped than in use: " + theirs);
        }
        if (heap.table() != null) {
            equal("granules in the owner table", heap.table().taken(), ours.granules);
        }
    }

    private static void checkPools(WitnessedHeap heap, List<BlockList> holdings, Count ours) {
        HeapSnapshot snapshot = heap.allocator().snapshot();
        long found = 0;
        for (ArenaView arena : snapshot.arenas()) {
            for (PoolView pool : arena.pools()) {
                int live = ours.byPool.getOrDefault(pool.address(), 0);
                if (pool.live() != live) {
                    throw wrongCount(heap, holdings, pool, live);
                }
                int largest = ours.largestByPool.getOrDefault(pool.address(), 0);
                if (live > 0 && SizeClasses.blockBytes(pool.sizeClass()) < largest) {
                    throw new Violation(
                            pool.address(),
                            "a block of %d bytes is in %s".formatted(largest, pool));
                }
                found += live;
            }
        }
        equal("blocks in pools", found, ours.blocks - ours.rawBlocks);
    }

    /** Says of a pool with a wrong count which block nobody has, if the allocator tells. */
    private static Violation wrongCount(
            WitnessedHeap heap, List<BlockList> holdings, PoolView pool, int expected) {
        Set<Long> known = new HashSet<>();
        for (BlockList holding : holdings) {
            for (int index = 0; index < holding.count(); index++) {
                known.add(holding.block(index));
            }
        }
        long end = pool.address() + heap.allocator().layout().poolBytes();
        for (long block = pool.address(); block < end; block += SizeClasses.ALIGNMENT) {
            if (known.contains(block) != isLive(heap, block)) {
                return new Violation(
                        block,
                        "%s (expected: %d live blocks): 0x%x is %s"
                                .formatted(
                                        pool,
                                        expected,
                                        block,
                                        known.contains(block)
                                                ? "held by somebody, but not live to the allocator"
                                                : "live to the allocator, but nobody holds it"));
            }
        }
        return new Violation(
                pool.address(), "%s (expected: %d live blocks)".formatted(pool, expected));
    }

    private static boolean isLive(WitnessedHeap heap, long block) {
        try {
            heap.allocator().usableSize(block);
            return true;
        } catch (InvalidAddressException e) {
            return false;
        }
    }

    /** Checks that nothing is left when every block was freed and the heap trimmed. */
    static void checkEmpty(WitnessedHeap heap, WitnessedArenas arenas) {
        check(heap, List.of(), arenas);
        equal("arenas not given back", arenas.held(), 0);
        equal("bytes mapped", heap.allocator().statistics().mappedBytes(), 0);
    }

    /** Checks what holds at any moment. */
    static void checkBounds(WitnessedHeap heap) {
        HeapStatistics now = heap.allocator().statistics();
        boolean sound =
                now.liveBlocks() >= 0
                        && now.rawBlocks() >= 0
                        && now.rawBytes() >= 0
                        && now.mappedBytes() >= 0
                        && now.unusedPools() >= 0
                        && now.arenasHighwater() >= now.arenasCurrent()
                        && now.peakMappedBytes() >= 0
                        && now.classes().stream()
                                .allMatch(row ->
                                        row.blocksInUse() >= 0 && row.blocksAvailable() >= 0);
        if (!sound) {
            throw new Violation(Violation.NOWHERE, "out of bounds: " + now);
        }
        for (ArenaView arena : heap.allocator().snapshot().arenas()) {
            for (PoolView pool : arena.pools()) {
                if (pool.live() < 0 || pool.live() > pool.capacity()) {
                    throw new Violation(pool.address(), "out of bounds: " + pool);
                }
            }
        }
    }

    /** Checks the figures of the global lock, which was taken at least so often. */
    static void checkCost(GlobalInterpreterLock lock, long atLeast) {
        GlobalInterpreterLock.Cost cost = lock.cost();
        if (cost.acquisitions() < atLeast
                || cost.contendedAcquisitions() < 0
                || cost.contendedAcquisitions() > cost.acquisitions()
                || cost.waitedNanos() < 0
                || cost.contendedAcquisitions() == 0 && cost.waitedNanos() > 0) {
            throw new Violation(
                    Violation.NOWHERE, "%s, after at least %d calls".formatted(cost, atLeast));
        }
    }

    private static void equal(String what, long theirs, long ours) {
        if (theirs != ours) {
            throw new Violation(
                    Violation.NOWHERE, "%s: %d (expected: %d)".formatted(what, theirs, ours));
        }
    }
}
