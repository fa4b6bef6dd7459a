package org.alloclab.stress.soak;

import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.memory.AddressRange;

/**
 * The allocator of a round, each call of it witnessed.
 *
 * @param allocator what is tested
 * @param lock what it is called under; null if there is none
 * @param range where its arenas come from
 * @param table who has what; null where nobody keeps one
 */
record WitnessedHeap(
        SmallObjectAllocator allocator,
        GlobalInterpreterLock lock,
        AddressRange range,
        OwnerTable table) {
    private static final int IDS = 127;

    /** The id of who allocated a block, from its key. */
    static int allocatedBy(long key) {
        return (int) key & IDS;
    }

    /** A key for a block of somebody whose id is from 1 to 127. */
    static long key(Dice dice, int id) {
        return dice.next() & ~IDS | id;
    }

    long allocate(int size, long key) {
        return enter(allocator.allocate(size), size, key);
    }

    long allocateZeroed(int size, long key) {
        long block = allocator.allocateZeroed(size);
        own(block, size, key);
        BlockContents.checkZero(block, size);
        BlockContents.write(block, size, key);
        return block;
    }

    private long enter(long block, int size, long key) {
        own(block, size, key);
        BlockContents.write(block, size, key);
        return block;
    }

    private void own(long block, int size, long key) {
        if (block == 0 || block % SizeClasses.ALIGNMENT != 0) {
            throw new Violation(block, "0x%x is no block, for %d bytes".formatted(block, size));
        }
        if (table != null) {
            table.take(block, size, allocatedBy(key));
        }
    }

    private void disown(long block, int size, long key) {
        if (table != null) {
            table.give(block, size, allocatedBy(key));
        }
    }

    void free(long block, int size, long key) {
        BlockContents.check(block, size, key, "freed");
        disown(block, size, key);
        allocator.free(block);
    }

    /** The block's new address; its new contents are those of the new key. */
    long reallocate(long block, int size, long key, int newSize, long newKey) {
        BlockContents.check(block, size, key, "reallocated");
        disown(block, size, key);
        long moved = allocator.reallocate(block, newSize);
        own(moved, newSize, newKey);
        BlockContents.check(moved, Math.min(size, newSize), key, "moved");
        BlockContents.write(moved, newSize, newKey);
        return moved;
    }

    /** Checks what the allocator says of a live block. */
    void checkUsableSize(long block, int size) {
        long usable = allocator.usableSize(block);
        boolean sound =
                range.contains(block)
                        ? usable >= size
                                && usable % SizeClasses.ALIGNMENT == 0
                                && (usable - size < SizeClasses.ALIGNMENT
                                        || SizeClasses.keepsPlace((int) usable, size))
                        : usable == size;
        if (!sound) {
            throw new Violation(
                    block,
                    "block 0x%x of %d bytes has %d usable ones".formatted(block, size, usable));
        }
    }
}
