package org.alloclab.gil;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.alloclab.memory.Memory;

import java.util.Arrays;

/**
 * A pool: blocks of one size class, behind a header of 48 bytes.
 *
 * <p>A free block's first 8 bytes hold the address of the next free one of this pool, 0 at the end;
 * the rest of it is untouched. Blocks at {@code nextOffset} and beyond were never handed out.
 *
 * <p>Source: {@code struct pool_header}. All under the lock.
 */
sealed class Pool permits UncheckedPool {
    /** Bytes before the first block. */
    static final int HEADER_BYTES = 48;

    private static final int NO_CLASS = -1;

    private static final byte NO_BLOCK = 0; // or one that was never carved
    private static final byte FREE = 1;
    private static final byte LIVE = 2;
    private static final byte CARVED = 3; // FREE's bit in it: free, and never handed out

    private final Arena arena;
    private final long address;
    private final int bytes;

    // For each 16 bytes, what starts there.
    private final byte[] states;

    private int sizeClass = NO_CLASS;
    private int listClass = NO_CLASS; // the class that the free list is good for
    private int blockBytes;
    private int count;
    private long freeBlock;
    private int nextOffset;

    // Of the used list of the class, and of the arena's stack of free pools; a pool is never on
    // both.
    Pool next;
    Pool previous;

    Pool(Arena arena, long address, HeapLayout layout) {
        this.arena = arena;
        this.address = address;
        this.bytes = layout.poolBytes();
        this.states = new byte[bytes / SizeClasses.ALIGNMENT];
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
        count = 0; // as it is, unless a block was freed that was not live
        if (newClass != listClass) {
            cut(newClass);
        }
    }

    /** Makes an empty pool begin anew, whatever class it serves next: its bytes may be lost. */
    void forgetList() {
        listClass = NO_CLASS;
    }

    private void cut(int newClass) {
        sizeClass = newClass;
        blockBytes = SizeClasses.blockBytes(newClass);
        Arrays.fill(states, NO_BLOCK);
        nextOffset = HEADER_BYTES;
        freeBlock = carve();
        listClass = newClass;
    }

    /**
     * Hands out the head of the free list. The pool is not full.
     *
     * @throws HeapCorruptedException if its list turns out to be damaged; then it is full
     */
    long allocate() {
        long block = freeBlock;
        if (block == 0) {
            throw new HeapCorruptedException(address, "it is full, but was to serve still");
        }
        setState(block, LIVE); // before the check: a link to the block itself is damage, too
        long link = link(block);
        if (isFree(link)) {
            freeBlock = link;
        } else {
            freeBlock = afterLast(block, link);
        }
        count++;
        return block;
    }

    private long afterLast(long block, long link) {
        if (link != 0) {
            damaged(block, link);
        }
        return carve();
    }

    /** Meets a link to what is no free block. */
    void damaged(long block, long link) {
        throw corrupted(block, link);
    }

    /** The next virgin block as a free list of one; 0 where all have been handed out. */
    private long carve() {
        if (nextOffset > bytes - blockBytes) {
            return 0;
        }
        long block = address + nextOffset;
        nextOffset += blockBytes;
        setState(block, CARVED);
        setLink(block, 0);
        return block;
    }

    /** Puts a live block in front of the free list. */
    void free(long block) {
        checkLive(block);
        setState(block, FREE);
        setLink(block, freeBlock);
        freeBlock = block;
        count--;
    }

    void checkLive(long block) {
        if (stateAt(block) != LIVE) {
            throw notLive(block);
        }
    }

    InvalidAddressException notLive(long block) {
        int carved = blockBytes == 0 ? 0 : (nextOffset - HEADER_BYTES) / blockBytes;
        // The last one carved may wait for its first allocation.
        boolean waits = carved > 0 && stateAt(address + nextOffset - blockBytes) == CARVED;
        int handedOut = waits ? carved - 1 : carved;
        return InvalidAddressException.inPool(
                block, address + HEADER_BYTES, blockBytes, handedOut, capacity());
    }

    boolean isFree(long link) {
        long offset = link - address;
        return offset == (int) offset && (stateAt(link) & FREE) != 0;
    }

    /** The next free block after a free one; 0 at the end. */
    long link(long block) {
        return Memory.getLong(block);
    }

    void setLink(long block, long link) {
        Memory.putLong(block, link);
    }

    /** Whether a block of the class that began at an address would lie in this pool. */
    final boolean holds(long any) {
        return Long.compareUnsigned(any - address, bytes - blockBytes) <= 0;
    }

    /** What starts at an address of the pool; no block, if it is not aligned. */
    private byte stateAt(long any) {
        int place = place(any);
        return Integer.compareUnsigned(place, states.length) < 0 ? states[place] : NO_BLOCK;
    }

    void setState(long block, byte state) {
        states[place(block)] = state;
    }

    /** Where in {@code states} an address is; outside, if it is not aligned. */
    private int place(long any) {
        return Integer.rotateRight((int) (any - address), 4);
    }

    /**
     * Gives up the free list: the pool counts as full then, its live blocks can be freed and serve
     * again, and the blocks on the broken list return when it has been empty.
     */
    private HeapCorruptedException corrupted(long block, long link) {
        setState(block, FREE);
        freeBlock = 0;
        nextOffset = bytes;
        listClass = NO_CLASS;
        return new HeapCorruptedException(
                address, "the link of free block 0x%x is 0x%x".formatted(block, link));
    }

    PoolView view() {
        return new PoolView(address, sizeClass, count, capacity());
    }
}
