package org.alloclab.gil;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.alloclab.memory.Memory;

/**
 * A pool: blocks of one size class, behind a header of 48 bytes.
 *
 * <p>A free block's first 8 bytes hold the address of the next free one of this pool, 0 at the end;
 * the rest of it is untouched. Blocks at {@code nextOffset} and beyond were never handed out.
 *
 * <p>Source: {@code struct pool_header}. All under the lock.
 */
final class Pool {
    /** Bytes before the first block. */
    static final int HEADER_BYTES = 48;

    private static final int NO_CLASS = -1;

    private final Arena arena;
    private final long address;
    private final int bytes;

    // A bit for each 16 bytes: set while a live block starts there.
    private final long[] live;

    private int sizeClass = NO_CLASS;
    private int blockBytes;
    private int count;
    private long freeBlock;
    private int nextOffset;
    private boolean damaged; // its free list was given up; blocks are lost until it is cut anew

    // Of the used list of the class, and of the arena's stack of free pools; a pool is never on
    // both.
    Pool next;
    Pool previous;

    Pool(Arena arena, long address, HeapLayout layout) {
        this.arena = arena;
        this.address = address;
        this.bytes = layout.poolBytes();
        this.live = new long[bytes / SizeClasses.ALIGNMENT / Long.SIZE];
    }

    Arena arena() {
        return arena;
    }

    long address() {
        return address;
    }

    int sizeClass() {
        return sizeClass;
    }

    int blockBytes() {
        return blockBytes;
    }

    int capacity() {
        return sizeClass == NO_CLASS ? 0 : (bytes - HEADER_BYTES) / blockBytes;
    }

    boolean isFull() {
        return freeBlock == 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Makes an empty pool serve a class. One that last served the same class goes on with the free
     * list it has, so that blocks come back in the order in which they were freed.
     */
    void serve(int newClass) {
        if (newClass == sizeClass && !damaged) {
            return;
        }
        damaged = false;
        sizeClass = newClass;
        blockBytes = SizeClasses.blockBytes(newClass);
        freeBlock = address + HEADER_BYTES;
        nextOffset = HEADER_BYTES + blockBytes;
        Memory.putLong(freeBlock, 0);
    }

    /** Hands out the head of the free list. The pool is not full. */
    long allocate() {
        long block = freeBlock;
        setLive(block); // before the check: a link to the block itself is damage, too
        long link = Memory.getLong(block);
        if (link == 0) {
            freeBlock = carve();
        } else if (isFreeBlock(link)) {
            freeBlock = link;
        } else {
            clearLive(block);
            throw corrupted(block, link);
        }
        count++;
        return block;
    }

    /** The next virgin block as a free list of one; 0 where all have been handed out. */
    private long carve() {
        if (nextOffset > bytes - blockBytes) {
            return 0;
        }
        long block = address + nextOffset;
        nextOffset += blockBytes;
        Memory.putLong(block, 0);
        return block;
    }

    /** Puts a live block in front of the free list. */
    void free(long block) {
        checkLive(block);
        clearLive(block);
        Memory.putLong(block, freeBlock);
        freeBlock = block;
        count--;
    }

    void checkLive(long block) {
        if (!isLive(block)) {
            int carved = blockBytes == 0 ? 0 : (nextOffset - HEADER_BYTES) / blockBytes;
            // While there are virgin blocks, the last one carved waits for its first allocation.
            int handedOut = carved < capacity() ? carved - 1 : carved;
            throw InvalidAddressException.inPool(
                    block, address + HEADER_BYTES, blockBytes, handedOut, capacity());
        }
    }

    private boolean isLive(long block) {
        int granule = (int) (block - address) >> 4;
        return (block & SizeClasses.ALIGNMENT - 1) == 0
                && (live[granule >> 6] & 1L << granule) != 0;
    }

    private void setLive(long block) {
        int granule = (int) (block - address) >> 4;
        live[granule >> 6] |= 1L << granule;
    }

    private void clearLive(long block) {
        int granule = (int) (block - address) >> 4;
        live[granule >> 6] &= ~(1L << granule);
    }

    /** Whether a link read from memory points at a block of this pool that may be on its list. */
    private boolean isFreeBlock(long link) {
        long offset = link - address - HEADER_BYTES;
        return offset >= 0
                && offset < nextOffset - HEADER_BYTES
                && offset % blockBytes == 0
                && !isLive(link);
    }

    /**
     * Gives up the free list: the pool counts as full then, its live blocks can be freed and serve
     * again, and the blocks on the broken list return when it has been empty.
     */
    private HeapCorruptedException corrupted(long block, long link) {
        freeBlock = 0;
        nextOffset = bytes;
        damaged = true;
        return new HeapCorruptedException(
                address, "the link of free block 0x%x is 0x%x".formatted(block, link));
    }

    PoolView view() {
        return new PoolView(address, sizeClass, count, capacity());
    }
}
