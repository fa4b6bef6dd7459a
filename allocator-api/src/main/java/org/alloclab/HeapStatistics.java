package org.alloclab;

import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.RawMemory;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A heap in figures, with the meanings of CPython's {@code sys._debugmallocstats}. Sizes in bytes.
 *
 * @param layout the heap's layout
 * @param classes one row for each size class that has a pool in use, in ascending order
 * @param arenasObtained arenas ever got from the arena source
 * @param arenasHighwater most arenas held at once
 * @param arenasCurrent arenas held now
 * @param unusedPools pools of the current arenas that serve no size class: any thread can use them,
 *     for any class
 * @param ownedFreePools pools without a live block that serve a size class all the same, since a
 *     thread keeps them or free blocks of them; none but that thread can use them before it trims
 *     or ends. 0 where there is one lock
 * @param headerBytes bytes at the start of pools in use that serve no block
 * @param quantizationBytes bytes at the end of pools in use, too few for a block
 * @param alignmentBytes bytes of arenas outside their whole pools
 * @param rawBlocks live blocks of the C library
 * @param rawBytes bytes asked for in live raw blocks
 * @param mappedBytes bytes held now: arenas, what is kept beside them outside the Java heap, and
 *     raw blocks as asked for
 * @param peakMappedBytes most bytes held at once
 */
public record HeapStatistics(
        HeapLayout layout,
        List<ClassRow> classes,
        long arenasObtained,
        long arenasHighwater,
        long arenasCurrent,
        long unusedPools,
        long ownedFreePools,
        long headerBytes,
        long quantizationBytes,
        long alignmentBytes,
        long rawBlocks,
        long rawBytes,
        long mappedBytes,
        long peakMappedBytes) {

    /**
     * The pools in use of one size class.
     *
     * @param sizeClass index of the class
     * @param pools pools with at least one live block
     * @param blocksInUse live blocks
     * @param blocksAvailable free blocks of those pools, those never handed out included
     */
    public record ClassRow(int sizeClass, long pools, long blocksInUse, long blocksAvailable) {
        /** Bytes of a block of the class. */
        public int blockBytes() {
            return SizeClasses.blockBytes(sizeClass);
        }

        private ClassRow plus(PoolView pool) {
            return new ClassRow(
                    sizeClass,
                    pools + 1,
                    blocksInUse + pool.live(),
                    blocksAvailable + pool.capacity() - pool.live());
        }
    }

    /** Copies the rows. */
    public HeapStatistics {
        classes = List.copyOf(classes);
    }

    /**
     * Counts a heap.
     *
     * @param heap its pools
     * @param ownedFreePools how many of its pools without a live block a thread keeps
     * @param poolHeaderBytes bytes at the start of a pool that serve no block
     * @param arenasObtained arenas ever got
     * @param arenasHighwater most arenas held at once
     * @param raw its raw blocks
     * @param mapped what it holds
     */
    public static HeapStatistics of(
            HeapSnapshot heap,
            long ownedFreePools,
            int poolHeaderBytes,
            long arenasObtained,
            long arenasHighwater,
            RawMemory raw,
            MappedBytes mapped) {
        HeapLayout layout = heap.layout();
        List<PoolView> pools = heap.arenas().stream().flatMap(a -> a.pools().stream()).toList();
        List<PoolView> inUse = pools.stream().filter(pool -> !pool.isUnused()).toList();
        int blockArea = layout.poolBytes() - poolHeaderBytes;
        long quantization = 0;
        ClassRow[] rows = new ClassRow[SizeClasses.COUNT];
        for (PoolView pool : inUse) {
            int sizeClass = pool.sizeClass();
            ClassRow row =
                    rows[sizeClass] == null ? new ClassRow(sizeClass, 0, 0, 0) : rows[sizeClass];
            rows[sizeClass] = row.plus(pool);
            quantization += blockArea % SizeClasses.blockBytes(sizeClass);
        }
        long poolBytes = (long) pools.size() * layout.poolBytes();
        return new HeapStatistics(
                layout,
                Arrays.stream(rows).filter(Objects::nonNull).toList(),
                arenasObtained,
                Math.max(arenasHighwater, heap.arenas().size()),
                heap.arenas().size(),
                pools.size() - inUse.size() - ownedFreePools,
                ownedFreePools,
                (long) inUse.size() * poolHeaderBytes,
                quantization,
                (long) heap.arenas().size() * layout.arenaBytes() - poolBytes,
                raw.blocks(),
                raw.bytes(),
                mapped.current(),
                mapped.peak());
    }

    /** Live blocks, raw ones counted too. */
    public long liveBlocks() {
        return rawBlocks + classes.stream().mapToLong(ClassRow::blocksInUse).sum();
    }

    /** Bytes of the arenas held now. */
    public long arenaBytes() {
        return arenasCurrent * layout.arenaBytes();
    }

    /** Bytes of live pool blocks, as their classes have them. */
    public long allocatedBytes() {
        return classes.stream().mapToLong(row -> row.blocksInUse() * row.blockBytes()).sum();
    }

    /** Bytes of free blocks in pools in use. */
    public long availableBytes() {
        return classes.stream().mapToLong(row -> row.blocksAvailable() * row.blockBytes()).sum();
    }

    /** Bytes of unused pools. */
    public long unusedPoolBytes() {
        return unusedPools * layout.poolBytes();
    }

    /** Bytes of pools without a live block that threads keep. */
    public long ownedFreePoolBytes() {
        return ownedFreePools * layout.poolBytes();
    }

    /** The sum of all the byte figures of arenas; equals {@link #arenaBytes} when no call runs. */
    public long accountedBytes() {
        return allocatedBytes()
                + availableBytes()
                + unusedPoolBytes()
                + ownedFreePoolBytes()
                + headerBytes
                + quantizationBytes
                + alignmentBytes;
    }
}
