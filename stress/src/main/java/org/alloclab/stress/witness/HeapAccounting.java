package org.alloclab.stress.witness;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.ArenaView;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.alloclab.provider.AllocatorPromise;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what an allocator reports of its heap with what was done to it, as far as it promises to
 * report. Caller: any thread.
 */
public final class HeapAccounting {
    private static final long RESIDENT = 2;
    private static final long HUGE_PAGES = 4 << 20;

    private HeapAccounting() {}

    /** What the holders know of the heap, added up. */
    private static final class Count {
        final Map<Long, Integer> byPool = new HashMap<>();
        final Map<Long, Integer> largestByPool = new HashMap<>();
        long blocks;
        long granules;
        long rawBlocks;
        long rawBytes;

        void add(BlockList holding, Pools pools) {
            for (int index = 0; index < holding.count(); index++) {
                long block = holding.block(index);
                int size = holding.size(index);
                BlockContents.check(block, size, holding.key(index), "counted");
                blocks++;
                granules += OwnerTable.granules(size);
                long pool = pools.poolOf(block);
                if (pool != 0) {
                    byPool.merge(pool, 1, Integer::sum);
                    largestByPool.merge(pool, size, Math::max);
                } else {
                    rawBlocks++;
                    rawBytes += size;
                }
            }
        }
    }

    private interface Pools {
        /** The address of the pool that a block is in; 0 if it is in none. */
        long poolOf(long block);
    }

    /** Checks all contents and all counts. Caller: while no other call is in progress. */
    public static void check(WitnessedHeap heap, List<BlockList> holdings) {
        boolean reports = heap.promises(AllocatorPromise.STATISTICS);
        List<PoolView> pools = reports && heap.hasLayout() ? pools(heap) : List.of();
        Count ours = new Count();
        Pools places = places(heap, pools);
        holdings.forEach(holding -> ours.add(holding, places));
        if (heap.owners() != null) {
            equal("granules in the owner table", heap.owners().taken(), ours.granules);
        }
        if (!reports) {
            return;
        }
        HeapStatistics theirs = heap.allocator().statistics();
        if (heap.hasLayout()) {
            checkPools(heap, pools, holdings, ours);
        }
        equal("live blocks", theirs.liveBlocks(), ours.blocks);
        if (heap.hasLayout()) {
            equal("raw blocks", theirs.rawBlocks(), ours.rawBlocks);
            equal("bytes of raw blocks", theirs.rawBytes(), ours.rawBytes);
        }
        equal("bytes accounted for", theirs.accountedBytes(), theirs.arenaBytes());
        if (theirs.mappedBytes() < theirs.arenaBytes() + ours.rawBytes
                || theirs.peakMappedBytes() < theirs.mappedBytes()) {
            throw new Violation(Violation.NOWHERE, "fewer bytes mapped than in use: " + theirs);
        }
    }

    /** Checks the counts of arenas, if no call was interrupted so far. Caller: as for check. */
    public static void checkArenas(WitnessedHeap heap) {
        if (heap.arenas() != null && heap.promises(AllocatorPromise.STATISTICS)) {
            HeapStatistics theirs = heap.allocator().statistics();
            equal("arenas", theirs.arenasCurrent(), heap.arenas().held());
            equal("arenas ever obtained", theirs.arenasObtained(), heap.arenas().acquired());
        }
    }

    private static Pools places(WitnessedHeap heap, List<PoolView> pools) {
        if (!heap.hasLayout() || !heap.promises(AllocatorPromise.STATISTICS)) {
            return _ -> 0;
        }
        HeapLayout layout = heap.allocator().layout();
        if (heap.arenas() != null) {
            return block -> heap.isInArena(block) ? layout.poolStart(block) : 0;
        }
        Set<Long> reported = new HashSet<>();
        pools.forEach(pool -> reported.add(pool.address()));
        return block -> reported.contains(layout.poolStart(block)) ? layout.poolStart(block) : 0;
    }

    private static List<PoolView> pools(WitnessedHeap heap) {
        return heap.allocator().snapshot().arenas().stream()
                .flatMap(arena -> arena.pools().stream())
                .toList();
    }

    private static void checkPools(
            WitnessedHeap heap, List<PoolView> pools, List<BlockList> holdings, Count ours) {
        long found = 0;
        for (PoolView pool : pools) {
            int live = ours.byPool.getOrDefault(pool.address(), 0);
            if (pool.live() != live) {
                throw wrongCount(heap, holdings, pool, live);
            }
            int largest = ours.largestByPool.getOrDefault(pool.address(), 0);
            if (live > 0 && SizeClasses.blockBytes(pool.sizeClass()) < largest) {
                throw new Violation(
                        pool.address(), "a block of %d bytes is in %s".formatted(largest, pool));
            }
            found += live;
        }
        equal("blocks in pools", found, ours.blocks - ours.rawBlocks);
    }

    /** Names the block by which a pool's count is wrong, if the allocator tells it. */
    private static Violation wrongCount(
            WitnessedHeap heap, List<BlockList> holdings, PoolView pool, int expected) {
        Set<Long> known = new HashSet<>();
        for (BlockList holding : holdings) {
            for (int index = 0; index < holding.count(); index++) {
                known.add(holding.block(index));
            }
        }
        String count = "%s (expected: %d live blocks)".formatted(pool, expected);
        long end = pool.address() + heap.allocator().layout().poolBytes();
        for (long block = pool.address(); block < end; block += SizeClasses.ALIGNMENT) {
            boolean held = known.contains(block);
            if (held != isLive(heap, block)) {
                return new Violation(
                        block,
                        "%s: 0x%x is %s"
                                .formatted(
                                        count,
                                        block,
                                        held
                                                ? "held, but not live to the allocator"
                                                : "live to the allocator, but no thread holds it"));
            }
        }
        return new Violation(pool.address(), count);
    }

    private static boolean isLive(WitnessedHeap heap, long block) {
        try {
            heap.allocator().usableSize(block);
            return true;
        } catch (InvalidAddressException e) {
            return false;
        }
    }

    /** Checks that nothing is left after every block was freed and the heap trimmed. */
    public static void checkEmpty(WitnessedHeap heap) {
        check(heap, List.of());
        if (!heap.promises(AllocatorPromise.MEMORY_RETURNED)) {
            return;
        }
        if (heap.arenas() != null) {
            equal("arenas not given back", heap.arenas().held(), 0);
        }
        if (heap.promises(AllocatorPromise.STATISTICS)) {
            equal("bytes mapped", heap.allocator().statistics().mappedBytes(), 0);
        }
    }

    /**
     * Checks that what is mapped is at most a multiple of what is live, and a constant. Caller:
     * while no other call is in progress.
     */
    public static void checkMapped(
            WitnessedHeap heap, List<BlockList> holdings, int multiple, long constant) {
        long live = 0;
        for (BlockList holding : holdings) {
            for (int index = 0; index < holding.count(); index++) {
                live += holding.size(index);
            }
        }
        long mapped = heap.allocator().statistics().mappedBytes();
        if (mapped > multiple * live + constant) {
            throw new Violation(
                    Violation.NOWHERE,
                    "%d bytes are mapped for %d live ones (expected: at most %d times as many + %d)"
                            .formatted(mapped, live, multiple, constant));
        }
        checkResident(heap);
    }

    /**
     * Checks that of the heap's addresses no more is in memory than {@value #RESIDENT} times its
     * arenas, and {@value #HUGE_PAGES} bytes: pages of 2 MiB may reach beyond the arenas. With the
     * bound on what is mapped, it bounds what is in memory by what is live. Caller: while no other
     * call is in progress.
     */
    public static void checkResident(WitnessedHeap heap) {
        if (!heap.knowsResident()) {
            return;
        }
        long mapped = heap.arenas().mappedBytes();
        long resident = ResidentMemory.in(heap.arenas().range());
        if (resident > RESIDENT * mapped + HUGE_PAGES) {
            throw new Violation(
                    Violation.NOWHERE,
                    "%d bytes are in memory for %d of arenas (expected: at most %d times as many + %d)"
                            .formatted(resident, mapped, RESIDENT, HUGE_PAGES));
        }
    }

    /** Checks what holds at any moment of an allocator that reports statistics. */
    public static void checkBounds(WitnessedHeap heap) {
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

    private static void equal(String what, long theirs, long ours) {
        if (theirs != ours) {
            throw new Violation(
                    Violation.NOWHERE, "%s: %d (expected: %d)".formatted(what, theirs, ours));
        }
    }
}
