package org.alloclab.stress.soak;

import java.util.Arrays;

/** Blocks that somebody holds, with their sizes and keys. For one thread at a time. */
final class BlockList {
    private long[] blocks = new long[64];
    private int[] sizes = new int[64];
    private long[] keys = new long[64];
    private int count;

    int count() {
        return count;
    }

    long block(int index) {
        return blocks[index];
    }

    int size(int index) {
        return sizes[index];
    }

    long key(int index) {
        return keys[index];
    }

    void add(long block, int size, long key) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            keys = Arrays.copyOf(keys, 2 * count);
        }
        set(count++, block, size, key);
    }

    void addAll(BlockList other) {
        for (int index = 0; index < other.count; index++) {
            add(other.blocks[index], other.sizes[index], other.keys[index]);
        }
    }

    void set(int index, long block, int size, long key) {
        blocks[index] = block;
        sizes[index] = size;
        keys[index] = key;
    }

    /** Takes one out; the last one moves to its place. */
    void remove(int index) {
        count--;
        set(index, blocks[count], sizes[count], keys[count]);
    }
}
