package org.alloclab;

import org.alloclab.memory.Memory;

import java.nio.ByteBuffer;

/**
 * An allocator of small blocks of native memory, to be called by any number of threads.
 *
 * <p>An implementation has to write {@link #allocate}, {@link #free}, {@link #usableSize} and
 * {@link #close}; the other methods have defaults that stand on these four.
 *
 * <p><b>Blocks.</b> A block is a native address, a multiple of 16, at which at least as many bytes
 * as were asked for may be read and written, by Java or native code, until the block is freed. Its
 * bytes are its holder's alone: the allocator reads and writes none of them while it lives. 0 is no
 * block. Sizes of 1 to 512 bytes come from pools. Sizes of 0 and above 512, and small ones when no
 * arena can be had, are handed to the C library as CPython does; such a <em>raw</em> block is known
 * to the allocator that handed it out. A block of 0 bytes is unique and not 0.
 *
 * <p><b>Who may free.</b> Any thread may free or reallocate any live block of this allocator, once.
 * Blocks outlive the thread that asked for them.
 *
 * <p><b>Memory consistency.</b> What a thread does before it frees a block <i>happens-before</i>
 * what another does after the allocation that returns the same address. Handing a live block from
 * thread to thread is up to the callers, and needs a happens-before edge of their own.
 *
 * <p><b>Errors.</b> A negative size is an {@link IllegalArgumentException}. An address that is not
 * a live block of this allocator is an {@link InvalidAddressException}, which says what it is
 * instead. It is exact for every address whose history is ordered by happens-before. When threads
 * race to free one block, more than one call may succeed; the pool is then put out of use by the
 * call that meets the damage, which throws a {@link HeapCorruptedException}. Memory that cannot be
 * had is a {@link HeapExhaustedException}; the heap is then as before the call, and the next call
 * works once there is memory again. None of these leaves the allocator unusable and none crashes
 * the virtual machine. Reading or writing a block after it was freed is not detected.
 *
 * <p><b>Delay.</b> An implementation says whether one thread can delay another. Where the operating
 * system or the C library is called (raw blocks, arenas), they may.
 */
public interface SmallObjectAllocator extends AutoCloseable {
    /**
     * Allocates a block. Its bytes are whatever they were.
     *
     * @param size bytes wanted, 0 or more
     * @return the block's address, never 0
     * @throws IllegalArgumentException if {@code size} is negative
     * @throws HeapExhaustedException if the memory cannot be had
     * @throws IllegalStateException if the allocator is closed
     */
    long allocate(long size);

    /**
     * Allocates a block whose first {@code size} bytes are 0; otherwise as {@link #allocate}.
     *
     * @param size bytes wanted, 0 or more
     * @return the block's address, never 0
     */
    default long allocateZeroed(long size) {
        long block = allocate(size);
        Memory.clear(block, size);
        return block;
    }

    /**
     * Resizes a block, which may move; its contents up to the smaller size stay.
     *
     * <p>0 is no block: then this is {@link #allocate}. A pool block keeps its place if {@link
     * SizeClasses#keepsPlace} says so; otherwise a new block is allocated, the bytes are copied and
     * the old one is freed, in this order. A raw block stays raw whatever the size. A size of 0 is
     * not a free: it yields a raw block. When this throws, the old block lives on untouched. By
     * default every block moves, in the same order.
     *
     * @param address a live block of this allocator, or 0
     * @param size bytes wanted, 0 or more
     * @return the block's address from now on, never 0
     * @throws InvalidAddressException if {@code address} is neither 0 nor a live block
     */
    default long reallocate(long address, long size) {
        if (address == 0) {
            return allocate(size);
        }
        long bytes = usableSize(address); // refuses a wrong address before anything is allocated
        long moved = allocate(size);
        Memory.copy(address, moved, Math.min(bytes, size));
        free(address);
        return moved;
    }

    /**
     * Gives a block back. 0 is no block and is ignored.
     *
     * @param address a live block of this allocator, or 0
     * @throws InvalidAddressException if {@code address} is neither 0 nor a live block
     * @throws IllegalStateException if the allocator is closed
     */
    void free(long address);

    /**
     * How many bytes the holder of a block may use: its class size, or for a raw block the size
     * asked for.
     *
     * @param address a live block of this allocator
     * @return bytes, 0 or more
     * @throws InvalidAddressException if {@code address} is not a live block
     */
    long usableSize(long address);

    /**
     * A bounds-checked view of a block, in native byte order, for callers that want safety rather
     * than speed. It guards the bounds, not the life time: using it after the block was freed is an
     * error that is not detected.
     *
     * @param address a live block of this allocator of less than 2 GiB
     * @throws InvalidAddressException if {@code address} is not a live block
     */
    default ByteBuffer view(long address) {
        return Memory.view(address, Math.toIntExact(usableSize(address)));
    }

    /**
     * The heap in figures. Exact when no call is in progress; otherwise an estimate: each pool's
     * figures are within its bounds, and none is negative.
     *
     * @throws UnsupportedOperationException if the allocator counts nothing, as by default
     */
    default HeapStatistics statistics() {
        throw new UnsupportedOperationException("statistics: this allocator counts nothing");
    }

    /**
     * The heap pool by pool; as exact as {@link #statistics}.
     *
     * @throws UnsupportedOperationException if the allocator has no pools, as by default
     */
    default HeapSnapshot snapshot() {
        throw new UnsupportedOperationException("snapshot: this allocator has no pools");
    }

    /**
     * Gives back to the operating system what can be given back: free blocks that the calling
     * thread and threads that have died kept for themselves return to the heap, arenas without a
     * live block are given back, and of the others the pages of pools without one. The free memory
     * of the C library goes back where that can be asked for it (glibc), whoever it is that freed
     * it. What other living threads keep for themselves stays with them. By default nothing is
     * given back before the heap is closed.
     *
     * <p>This is never done unasked, and takes time: see {@link HeapTrimmer} for heaps whose
     * process goes quiet after a burst.
     */
    default void trim() {}

    /**
     * The layout this heap has.
     *
     * @throws UnsupportedOperationException if the allocator has no layout, as by default
     */
    default HeapLayout layout() {
        throw new UnsupportedOperationException("layout: this allocator has none");
    }

    /**
     * Unmaps every arena and frees every raw block; each later call fails with an {@link
     * IllegalStateException}, except this one, which does nothing more. Blocks still held are gone.
     */
    @Override
    void close();
}
