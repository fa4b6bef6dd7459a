package org.alloclab.checks;

import org.alloclab.memory.Memory;

import java.util.SplittableRandom;

/**
 * Bytes around a block that a stray write does not happen to repeat: a number drawn for the heap,
 * mixed with the address, so that a block's neighbour has others.
 *
 * @param secret the number
 */
record Canary(long secret) {
    private static final long MIX = 0x9E3779B97F4A7C15L; // odd: no two addresses mix to the same

    static Canary random() {
        return new Canary(new SplittableRandom().nextLong());
    }

    void put(Block block) {
        for (int i = 0; i < Block.FRONT; i++) {
            Memory.putByte(block.address() - 1 - i, value(block, i));
        }
        for (int i = 0; block.tail() + i < block.end(); i++) {
            Memory.putByte(block.tail() + i, value(block, i));
        }
    }

    /** The byte closest to the block that is not as it was put there; 0 if all are. */
    long firstWrong(Block block) {
        for (int i = 0; i < Block.FRONT; i++) {
            if (Memory.getByte(block.address() - 1 - i) != value(block, i)) {
                return block.address() - 1 - i;
            }
        }
        for (int i = 0; block.tail() + i < block.end(); i++) {
            if (Memory.getByte(block.tail() + i) != value(block, i)) {
                return block.tail() + i;
            }
        }
        return 0;
    }

    private byte value(Block block, int distance) {
        return (byte) ((secret ^ block.address() * MIX) >>> distance % Long.BYTES * 8);
    }
}
