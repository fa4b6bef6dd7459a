package org.alloclab.replay;

import org.alloclab.memory.Memory;

import java.nio.ByteOrder;

/**
 * What a replay writes into a block to recognise it by: words that depend on the block, the word's
 * place in it, and when it was written, so that no other block has the same at the same place.
 *
 * <p>Blocks of more than {@value #WHOLE} bytes carry it in their first and last {@value #END} bytes
 * only, lest the replay of a large block measure nothing but memory.
 */
final class BlockPattern {
    static final int WHOLE = 1024;
    static final int END = 512;

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private BlockPattern() {}

    /**
     * The word a block's pattern starts with.
     *
     * @param owner tells copies of one trace apart
     * @param slot where the replay keeps the block
     * @param turn when it was written: a number that grows with each operation on the slot
     */
    static long seed(long block, int owner, int slot, int turn) {
        long name = ((long) slot << 32 | turn & 0xffffffffL) + ((long) owner << 20);
        long mixed = (block ^ name * GOLDEN_RATIO) * GOLDEN_RATIO;
        return mixed ^ mixed >>> 29;
    }

    /** Writes the pattern. */
    static void write(long block, long size, long seed) {
        if (size <= WHOLE) {
            write(block, 0, size, seed);
        } else {
            write(block, 0, END, seed);
            write(block, tailOf(size), size, seed);
        }
    }

    private static void write(long block, long from, long to, long seed) {
        long offset = from;
        for (; offset <= to - Long.BYTES; offset += Long.BYTES) {
            Memory.putLong(block + offset, seed + offset);
        }
        for (long word = seed + offset; offset < to; offset++) {
            Memory.putByte(block + offset, byteOf(word, (int) offset));
        }
    }

    /**
     * Looks for the first byte or word that is not as it was written; −1 if there is none.
     *
     * @param block where the bytes are now
     * @param size bytes of the block when it was written
     * @param kept how many of them must still be there, from the first on
     * @param seed as it was written with
     */
    static long firstDamage(long block, long size, long kept, long seed) {
        if (size <= WHOLE) {
            return firstDamageIn(block, 0, Math.min(size, kept), seed);
        }
        long damage = firstDamageIn(block, 0, Math.min(END, kept), seed);
        return damage >= 0
                ? damage
                : firstDamageIn(block, tailOf(size), Math.min(size, kept), seed);
    }

    private static long firstDamageIn(long block, long from, long to, long seed) {
        long offset = from;
        for (; offset <= to - Long.BYTES; offset += Long.BYTES) {
            if (Memory.getLong(block + offset) != seed + offset) {
                return offset;
            }
        }
        for (long word = seed + offset; offset < to; offset++) {
            if (Memory.getByte(block + offset) != byteOf(word, (int) offset)) {
                return offset;
            }
        }
        return -1;
    }

    /** Where the last bytes begin that are written: at a whole word. */
    private static long tailOf(long size) {
        return size - END + Long.BYTES - 1 & -Long.BYTES;
    }

    /** The byte a word has at an offset when it is written in native order. */
    private static byte byteOf(long word, int offset) {
        int index = offset & Long.BYTES - 1;
        return (byte) (word >>> Byte.SIZE * (LITTLE ? index : Long.BYTES - 1 - index));
    }
}
