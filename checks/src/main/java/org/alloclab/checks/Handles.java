package org.alloclab.checks;

import org.alloclab.memory.Memory;

import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Blocks by handle instead of address: a handle knows which life of its block it is of, and every
 * use of it asks whether that is still the one. A stale handle stops the heap.
 *
 * <p>A handle is a block's address, and above it the 16 bits of its generation. Blocks that share a
 * place in the table of generations take turns there, so a stale handle passes only if an exact
 * multiple of 65,536 blocks have come to that place in between.
 *
 * <p>Any thread may call. Reading or writing a block while another thread frees it is a race that
 * stops the heap; it does no harm.
 */
public final class Handles {
    private static final int ADDRESS_BITS = 48;

    private final HardenedAllocator allocator;

    Handles(HardenedAllocator allocator) {
        this.allocator = allocator;
    }

    /** Allocates a block, as {@link HardenedAllocator#allocate} does; its handle, never 0. */
    public long allocate(long size) {
        long address = allocator.allocate(size);
        if (address >>> ADDRESS_BITS != 0) {
            allocator.free(address);
            throw new IllegalStateException(
                    "address: 0x%x (expected: one of 48 bits)".formatted(address));
        }
        Block block = allocator.heap().records().at(address);
        return (long) block.generation() << ADDRESS_BITS | address;
    }

    /** The address of a handle's block, stale or not. */
    public static long address(long handle) {
        return handle & -1L >>> Short.SIZE;
    }

    /**
     * Gives a block back.
     *
     * @throws HeapStoppedException if it has been freed, or its fences are broken
     */
    public void free(long handle) {
        allocator.call(
                "Free",
                () -> {
                    Block block = block(handle);
                    if (!block.hold()) {
                        throw allocator.stop(Findings.staleHandle(handle, block));
                    }
                    allocator.release(
                            allocator.examined(block, block.address(), ""),
                            CheckedAllocator.ANY_SIZE);
                    return 0;
                });
    }

    /**
     * Reads a byte of a block.
     *
     * @throws IndexOutOfBoundsException if it is beyond the size asked for
     * @throws HeapStoppedException if the block has been freed
     */
    public byte get(long handle, long offset) {
        return (byte) with(handle, offset, block -> Memory.getByte(block.address() + offset));
    }

    /** Writes a byte of a block; otherwise as {@link #get}. */
    public void put(long handle, long offset, byte value) {
        with(
                handle,
                offset,
                block -> {
                    Memory.putByte(block.address() + offset, value);
                    return 0;
                });
    }

    private int with(long handle, long offset, ToIntFunction<Block> access) {
        return allocator
                .heap()
                .call(() -> {
                    Block block = block(handle);
                    if (!block.pin()) {
                        throw allocator.stop(Findings.staleHandle(handle, block));
                    }
                    try {
                        Objects.checkIndex(offset, block.size());
                        return access.applyAsInt(block);
                    } finally {
                        block.unpin();
                    }
                });
    }

    /** The block a handle is of, by its generation; else the heap stops. */
    private Block block(long handle) {
        Block block = allocator.find(address(handle));
        if (block == null || block.generation() != (int) (handle >>> ADDRESS_BITS)) {
            throw allocator.stop(Findings.staleHandle(handle, block));
        }
        return block;
    }
}
