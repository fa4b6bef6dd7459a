package org.alloclab.lockfree;

import org.alloclab.SizeClasses;

/**
 * Free blocks that a thread keeps at hand: for each class a stack of addresses, of whatever pools.
 * Bonwick's name (USENIX 2001). To the pools, a block in here is in use.
 *
 * <p>A stack lies between a 0 and a −1, so that neither end needs a count. Every field is plain:
 * only the owner of the cache touches them, or who has it in his stead.
 */
abstract class Magazines {
    private static final long BOTTOM = 0;
    private static final long TOP = -1;

    /** A stack holds so many bytes of blocks, and at least 16 of them, at most 128. */
    private static final int STACK_BYTES = 32 << 10;

    private static final int FEWEST = 16;
    private static final int MOST = 128;

    /** Entries before the first stack and after the last: no other thread's data on their lines. */
    private static final int MARGIN = 16;

    private static final int[] BOTTOMS = new int[SizeClasses.COUNT];
    private static final int LENGTH;

    static {
        int next = MARGIN + SizeClasses.COUNT;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            BOTTOMS[sizeClass] = next;
            next += capacity(sizeClass) + 2;
        }
        LENGTH = next + MARGIN;
    }

    /** For each class the place of its top, then the stacks. */
    private final long[] entries = new long[LENGTH];

    Magazines() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            entries[MARGIN + sizeClass] = BOTTOMS[sizeClass];
            entries[BOTTOMS[sizeClass] + capacity(sizeClass) + 1] = TOP;
        }
    }

    /** Blocks of a class that fit in. */
    static int capacity(int sizeClass) {
        return Math.clamp(STACK_BYTES / SizeClasses.blockBytes(sizeClass), FEWEST, MOST);
    }

    /** Takes the block put in last; 0 where there is none. */
    final long pop(int sizeClass) {
        long top = entries[MARGIN + sizeClass];
        long block = entries[(int) top];
        if (block != BOTTOM) {
            entries[MARGIN + sizeClass] = top - 1;
        }
        return block;
    }

    /** Puts a block in; whether there was room. */
    final boolean push(int sizeClass, long block) {
        long top = entries[MARGIN + sizeClass] + 1;
        if (entries[(int) top] == TOP) {
            return false;
        }
        entries[(int) top] = block;
        entries[MARGIN + sizeClass] = top;
        return true;
    }

    /** How many blocks of a class are in. */
    final int size(int sizeClass) {
        return (int) entries[MARGIN + sizeClass] - BOTTOMS[sizeClass];
    }

    /** The block that {@code index} others have been in longer than. */
    final long get(int sizeClass, int index) {
        return entries[BOTTOMS[sizeClass] + 1 + index];
    }

    /** Takes out the blocks that have been in longest. */
    final void dropOldest(int sizeClass, int blocks) {
        int first = BOTTOMS[sizeClass] + 1;
        int rest = size(sizeClass) - blocks;
        System.arraycopy(entries, first + blocks, entries, first, rest);
        entries[MARGIN + sizeClass] = first + rest - 1;
    }
}
