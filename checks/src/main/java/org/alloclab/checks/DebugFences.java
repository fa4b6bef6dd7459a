package org.alloclab.checks;

import org.alloclab.memory.Memory;

/**
 * What lies around an address, taken for a block's as the debug hooks do: a header before it, a
 * fence behind as many bytes as the header says. Only bytes of the block are read.
 *
 * @param block whose bytes they are, held by the caller
 * @param address what the caller of free takes for its start; the 16 bytes before are the block's
 */
record DebugFences(Block block, long address) {
    static final byte FORBIDDEN = (byte) 0xFD;

    /** Bytes of each fence. */
    static final int FRONT = 7;

    static final int BACK = 8;

    /** Puts header and fences around a block. */
    static void put(Block block) {
        for (int i = 0; i < Long.BYTES; i++) {
            Memory.putByte(block.start() + i, (byte) (block.size() >>> 8 * (Long.BYTES - 1 - i)));
        }
        Memory.putByte(block.start() + Long.BYTES, (byte) block.domain().letter());
        Memory.fill(block.address() - FRONT, FRONT, FORBIDDEN);
        Memory.fill(block.tail(), BACK, FORBIDDEN);
    }

    /** The size in the header: unsigned, and whatever is there. */
    long size() {
        long size = 0;
        for (long at = address - Block.FRONT; at < address - Long.BYTES; at++) {
            size = size << 8 | Memory.getByte(at) & 0xFF;
        }
        return size;
    }

    /** The domain's letter in the header, or whatever is there. */
    byte letter() {
        return Memory.getByte(address - Long.BYTES);
    }

    /** Where the fence behind begins, if the header is right. */
    long tail() {
        return address + size();
    }

    /** Whether the fence behind is the block's, and may be read. */
    boolean hasTail() {
        long size = size();
        return size >= 0 && size <= block.end() - BACK - address;
    }

    boolean isFrontWhole() {
        return isWhole(address - FRONT, FRONT);
    }

    boolean isBackWhole() {
        return hasTail() && isWhole(tail(), BACK);
    }

    private static boolean isWhole(long start, int bytes) {
        for (long at = start; at < start + bytes; at++) {
            if (Memory.getByte(at) != FORBIDDEN) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong, in the hooks' words and order; null if nothing is. */
    String verdict(Domain domain) {
        if (letter() != domain.letter()) {
            return "bad ID: Allocated using API '%s', verified using API '%c'"
                    .formatted(character(letter()), domain.letter());
        }
        if (!isFrontWhole()) {
            return "bad leading pad byte";
        }
        return isBackWhole() ? null : "bad trailing pad byte";
    }

    /** A byte as a terminal shows it, one that is no character as a question mark in a diamond. */
    static String character(byte value) {
        return value >= ' ' && value < 0x7F ? Character.toString(value) : "\uFFFD";
    }

    /** Whether all of them are as they were put there. */
    boolean areWhole() {
        return letter() == block.domain().letter() && isFrontWhole() && isBackWhole();
    }

    /** The byte closest to the block that is not as it was put there; not all are. */
    long firstWrong() {
        for (long at = block.address() - 1; at >= block.address() - FRONT; at--) {
            if (Memory.getByte(at) != FORBIDDEN) {
                return at;
            }
        }
        if (letter() != block.domain().letter() || size() != block.size()) {
            return block.address() - Long.BYTES - (letter() == block.domain().letter() ? 1 : 0);
        }
        long at = block.tail();
        while (at < block.end() - 1 && Memory.getByte(at) == FORBIDDEN) {
            at++;
        }
        return at;
    }
}
