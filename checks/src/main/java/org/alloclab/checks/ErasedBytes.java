package org.alloclab.checks;

import org.alloclab.memory.Memory;

/**
 * The first and the last bytes of a block that is about to move, saved before they are overwritten.
 *
 * <p>Source: {@code ERASED_SIZE} in {@code _PyMem_DebugRawRealloc}.
 *
 * @param size of the block
 * @param first its first bytes; all of them, if there are few
 * @param last its last bytes; none, if there are few
 */
record ErasedBytes(long size, byte[] first, byte[] last) {
    private static final int ERASED = 64;

    /** Saves them, and overwrites them and the fences. The caller holds the block. */
    static ErasedBytes from(Block block) {
        long size = block.size();
        boolean few = size <= 2 * ERASED;
        byte[] first = read(block.address(), few ? (int) size : ERASED);
        byte[] last = read(block.tail() - ERASED, few ? 0 : ERASED);
        long front = Block.FRONT + first.length;
        Memory.fill(block.start(), front, CheckedHeap.DEAD);
        long back = few ? block.tail() : block.tail() - ERASED;
        Memory.fill(back, block.end() - back, CheckedHeap.DEAD);
        return new ErasedBytes(size, first, last);
    }

    private static byte[] read(long address, int bytes) {
        byte[] read = new byte[bytes];
        if (bytes > 0) {
            Memory.view(address, bytes).get(read);
        }
        return read;
    }

    /** Puts them into the block's new place, as many as it still has. */
    void putBack(long address, long newSize) {
        write(address, first, newSize);
        write(address + size - last.length, last, newSize - (size - last.length));
    }

    private static void write(long address, byte[] bytes, long room) {
        int length = Math.clamp(room, 0, bytes.length);
        if (length > 0) {
            Memory.view(address, length).put(bytes, 0, length);
        }
    }
}
