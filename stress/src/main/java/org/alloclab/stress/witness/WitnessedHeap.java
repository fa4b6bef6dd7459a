package org.alloclab.stress.witness;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.witness.WitnessedArenas.Temper;

import java.util.ArrayList;
import java.util.List;

/**
 * A heap whose calls are witnessed: each block has an owner and contents that follow from its key,
 * and both are checked whenever it changes hands. Checks that need a promise which the allocator
 * does not make are {@linkplain #leftOut left out}.
 *
 * <p>Any thread may call; a block is for one thread at a time. The witness itself lets no thread
 * wait.
 */
public final class WitnessedHeap {
    private static final int IDS = 127;
    private static final int C_ALIGNMENT = 8; // of less than 16 bytes, as C allows

    private final AllocatorProvider provider;
    private final SmallObjectAllocator allocator;
    private final WitnessedArenas arenas;
    private final OwnerTable owners;
    private volatile boolean sizesUnknown;

    private WitnessedHeap(
            AllocatorProvider provider,
            SmallObjectAllocator allocator,
            WitnessedArenas arenas,
            OwnerTable owners) {
        this.provider = provider;
        this.allocator =
                provider.promises(AllocatorPromise.CONCURRENT)
                        ? allocator
                        : new SingleThread("allocator")
                                .around(SmallObjectAllocator.class, allocator); // freed there, too
        this.arenas = arenas;
        this.owners = owners;
    }

    /**
     * Opens a heap, with arenas of the system if it takes any.
     *
     * @param layout ignored by an allocator that has none
     * @param temper how its arenas behave
     * @param owned whether an owner table is kept
     */
    public static WitnessedHeap open(
            AllocatorProvider provider, HeapLayout layout, Temper temper, boolean owned)
            throws AllocatorUnavailableException {
        OwnerTable owners = owned ? new OwnerTable() : null;
        return provider.promises(AllocatorPromise.ARENA_SOURCE)
                ? open(provider, layout, ArenaSource.system(layout.arenaBytes()), temper, owners)
                : new WitnessedHeap(provider, provider.open(layout), null, owners);
    }

    /** Opens a heap on arenas that are left as they are, with an owner table. */
    public static WitnessedHeap open(
            AllocatorProvider provider, HeapLayout layout, ArenaSource source) {
        return open(provider, layout, source, Temper.MILD, new OwnerTable());
    }

    private static WitnessedHeap open(
            AllocatorProvider provider,
            HeapLayout layout,
            ArenaSource source,
            Temper temper,
            OwnerTable owners) {
        WitnessedArenas arenas = new WitnessedArenas(source, temper, owners);
        return new WitnessedHeap(provider, provider.open(layout, arenas), arenas, owners);
    }

    /** The allocator itself, for calls that need no witness. */
    public SmallObjectAllocator allocator() {
        return allocator;
    }

    /** Its arenas; null if it does not promise {@link AllocatorPromise#ARENA_SOURCE}. */
    public WitnessedArenas arenas() {
        return arenas;
    }

    OwnerTable owners() {
        return owners;
    }

    /** Whether the allocator makes a promise. */
    public boolean promises(AllocatorPromise promise) {
        return provider.promises(promise);
    }

    /** Whether the system tells what of its arenas is in memory, and the heap gives it back. */
    boolean knowsResident() {
        return arenas != null
                && promises(AllocatorPromise.MEMORY_RETURNED)
                && ResidentMemory.isKnown();
    }

    boolean hasLayout() {
        return !provider.layouts().isEmpty();
    }

    /** Whether a block is known to lie in an arena. */
    public boolean isInArena(long block) {
        return arenas != null && arenas.range().contains(block);
    }

    /** The checks that are left out so far, each with the reason, a line each. */
    public List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        for (AllocatorPromise promise : AllocatorPromise.values()) {
            if (!provider.promises(promise)) {
                lines.add(
                        "%s: %s does not promise %s"
                                .formatted(checksThatNeed(promise), provider.name(), promise));
            }
        }
        if (!hasLayout()) {
            lines.add(
                    "layout, alignment to 16 below 16 bytes: %s has no layout"
                            .formatted(provider.name()));
        }
        if (!knowsResident()) {
            lines.add("resident memory: the range of addresses is not known, or what is in memory");
        }
        if (sizesUnknown) {
            lines.add("usable size: %s does not tell it".formatted(provider.name()));
        }
        return lines;
    }

    private static String checksThatNeed(AllocatorPromise promise) {
        return switch (promise) {
            case CONCURRENT -> "more than one thread";
            case STATISTICS -> "statistics, snapshots";
            case WRONG_FREES_FOUND -> "wrong frees, calls after close";
            case MEMORY_RETURNED -> "memory after trim";
            case ARENA_SOURCE -> "refused arenas, mapped bytes";
        };
    }

    /** The id of the owner that allocated a block, from its key. */
    public static int allocatedBy(long key) {
        return (int) key & IDS;
    }

    /**
     * A key for a block.
     *
     * @param id of its owner, from 1 to 127
     */
    public static long key(long random, int id) {
        return random & ~IDS | id;
    }

    /** Allocates a block and fills it; its address. */
    public long allocate(int size, long key) {
        long block = allocator.allocate(size);
        own(block, size, key);
        BlockContents.write(block, size, key);
        return block;
    }

    /** Allocates a block of zeros, checks them, and fills it; its address. */
    public long allocateZeroed(int size, long key) {
        long block = allocator.allocateZeroed(size);
        own(block, size, key);
        BlockContents.checkZero(block, size);
        BlockContents.write(block, size, key);
        return block;
    }

    private void own(long block, int size, long key) {
        int alignment =
                !hasLayout() && size < SizeClasses.ALIGNMENT ? C_ALIGNMENT : SizeClasses.ALIGNMENT;
        if (block == 0 || block % alignment != 0) {
            throw new Violation(block, "0x%x is no block, for %d bytes".formatted(block, size));
        }
        if (owners != null) {
            owners.take(block, size, allocatedBy(key));
        }
    }

    private void disown(long block, int size, long key) {
        if (owners != null) {
            owners.give(block, size, allocatedBy(key));
        }
    }

    /** Checks the contents of a live block. */
    public void check(long block, int size, long key, String when) {
        BlockContents.check(block, size, key, when);
    }

    /** Frees a block. If the call does not return, the block has no owner. */
    public void free(long block, int size, long key) {
        BlockContents.check(block, size, key, "freed");
        disown(block, size, key);
        allocator.free(block);
    }

    /** Frees a block of a list, and removes it there. */
    public void free(BlockList holding, int index) {
        free(holding.block(index), holding.size(index), holding.key(index));
        holding.remove(index);
    }

    /**
     * Resizes a block; its new address. Its new contents are those of the new key. Without memory,
     * or in a damaged pool, it stays as it was.
     */
    public long reallocate(long block, int size, long key, int newSize, long newKey) {
        BlockContents.check(block, size, key, "reallocated");
        disown(block, size, key);
        long moved;
        try {
            moved = allocator.reallocate(block, newSize);
        } catch (HeapExhaustedException | HeapCorruptedException | OutOfMemoryError e) {
            own(block, size, key);
            BlockContents.check(block, size, key, "not reallocated");
            throw e;
        }
        own(moved, newSize, newKey);
        BlockContents.check(moved, Math.min(size, newSize), key, "moved");
        BlockContents.write(moved, newSize, newKey);
        return moved;
    }

    /** Checks the usable size of a live block, if the allocator tells it. */
    public void checkUsableSize(long block, int size) {
        if (sizesUnknown) {
            return;
        }
        long usable;
        try {
            usable = allocator.usableSize(block);
        } catch (UnsupportedOperationException e) {
            sizesUnknown = true;
            return;
        }
        if (arenas == null ? usable < size : !isUsableSize(block, usable, size)) {
            throw new Violation(
                    block,
                    "block 0x%x of %d bytes has %d usable ones".formatted(block, size, usable));
        }
    }

    private boolean isUsableSize(long block, long usable, int size) {
        return isInArena(block)
                ? usable >= size
                        && usable % SizeClasses.ALIGNMENT == 0
                        && (usable - size < SizeClasses.ALIGNMENT
                                || SizeClasses.keepsPlace((int) usable, size))
                : usable == size;
    }
}
