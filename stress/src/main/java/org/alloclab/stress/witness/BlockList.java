package org.alloclab.stress.witness;

import java.util.Arrays;
import java.util.Collection;

/** Live blocks of one holder, in arrays. For one thread at a time. */
public final class BlockList {
    private long[] blocks = new long[64];
    private int[] sizes = new int[64];
    private long[] keys = new long[64];
    private int count;

    /** Creates an empty list. */
    public BlockList() {}

    /** Creates a list of some blocks. */
    public static BlockList of(Collection<HeldBlock> blocks) {
        BlockList list = new BlockList();
        blocks.forEach(block -> list.add(block.address(), block.size(), block.key()));
        return list;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The address of a block, by its place from 0. */
    public long block(int index) {
        return blocks[index];
    }

    /** The size of a block. */
    public int size(int index) {
        return sizes[index];
    }

    /** The key of a block. */
    public long key(int index) {
        return keys[index];
    }

    /** Appends a block. */
    public void add(long block, int size, long key) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            keys = Arrays.copyOf(keys, 2 * count);
        }
        set(count++, block, size, key);
    }

    /** Appends the blocks of another list. */
    public void addAll(BlockList other) {
        for (int index = 0; index < other.count; index++) {
            add(other.blocks[index], other.sizes[index], other.keys[index]);
        }
    }

    /** Replaces a block. */
    public void set(int index, long block, int size, long key) {
        blocks[index] = block;
        sizes[index] = size;
        keys[index] = key;
    }

    /** Removes a block; the last one moves to its place. */
    public void remove(int index) {
        count--;
        set(index, blocks[count], sizes[count], keys[count]);
    }
}
