package org.alloclab.bench;

import org.alloclab.memory.Memory;

/**
 * A block whose every word is derived from its address, its size and a key, so that a write by
 * another holder shows. The three are kept in one {@code long}, beside the block and not in it.
 */
final class KeyedBlock {
    static final int MOST_WORDS = 64;

    private static final int ADDRESS_BITS = 48; // of user memory, on all 64-bit systems
    private static final int WORDS_BITS = 7;
    private static final int KEY_BITS =
            8; // two holders of one block are told apart more often than not
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private KeyedBlock() {}

    /**
     * Writes a block.
     *
     * @param address of the block
     * @param size its bytes, a multiple of 8, at most {@value #MOST_WORDS} words
     * @param key whose low bits tell its holder from others
     * @return the block, to be checked
     */
    static long write(long address, int size, int key) {
        int words = size / Long.BYTES;
        long keyBits = key & (1 << KEY_BITS) - 1;
        long block = (keyBits << WORDS_BITS | words) << ADDRESS_BITS | address;
        for (int i = 0; i < words; i++) {
            Memory.putLong(address + (long) i * Long.BYTES, word(block, i));
        }
        return block;
    }

    /**
     * Checks a block.
     *
     * @throws IllegalStateException if it does not hold what was written
     */
    static void check(long block) {
        long address = address(block);
        int words = (int) (block >>> ADDRESS_BITS) & (1 << WORDS_BITS) - 1;
        for (int i = 0; i < words; i++) {
            if (Memory.getLong(address + (long) i * Long.BYTES) != word(block, i)) {
                throw damaged(block, i);
            }
        }
    }

    static long address(long block) {
        return block & (1L << ADDRESS_BITS) - 1;
    }

    private static long word(long block, int index) {
        return (block + index) * ODD;
    }

    private static IllegalStateException damaged(long block, int index) {
        long address = address(block);
        return new IllegalStateException(
                "block 0x%x: word %d is 0x%x (expected: 0x%x); it was damaged or handed out twice"
                        .formatted(
                                address,
                                index,
                                Memory.getLong(address + (long) index * Long.BYTES),
                                word(block, index)));
    }
}
