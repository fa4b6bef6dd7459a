package org.alloclab.lockfree;

import org.alloclab.SizeClasses;

/**
 * Free blocks that a thread keeps at hand: for each class a stack of addresses, of whatever pools.
 * Bonwick's name (USENIX 2001). To the pools, a block in here is in use.
 *
 * <p>A stack lies between a 0 and a −1, so that neither end needs a count. Every field is plain:
 * only the owner of the cache touches them, or its reaper. The owner may die between any two of its
 * writes, so each of them leaves every block in at most one place: a block leaves the magazine
 * before it goes elsewhere, and its mark says that it is here before it comes.
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

    /** A bit for each class whose stack does not begin at its bottom. */
    private int raised;

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

    /** The place of the next block of a class that comes in; 0 where there is no room. */
    final long room(int sizeClass) {
        long place = entries[MARGIN + sizeClass] + 1;
        return entries[(int) place] == TOP ? 0 : place;
    }

    /** Puts a block in. */
    final void push(int sizeClass, long room, long block) {
        entries[(int) room] = block;
        entries[MARGIN + sizeClass] = room;
    }

    /** How many blocks of a class are in. */
    final int size(int sizeClass) {
        return (int) entries[MARGIN + sizeClass] + 1 - oldest(sizeClass);
    }

    /** The place of the block that has been in longest; those of the others follow it. */
    final int oldest(int sizeClass) {
        if ((raised & 1 << sizeClass) == 0) {
            return BOTTOMS[sizeClass] + 1;
        }
        int place = (int) entries[MARGIN + sizeClass];
        while (entries[place] != BOTTOM) {
            place--;
        }
        return place + 1;
    }

    /** The block at a place; those that were taken out stay there, but the last one. */
    final long at(int place) {
        return entries[place];
    }

    /** Takes out all blocks before a place: one write raises the bottom to there. */
    final void takeOut(int sizeClass, int place) {
        raised |= 1 << sizeClass; // first: a 0 on the way is looked for from here on
        entries[place - 1] = BOTTOM;
    }

    /**
     * Makes room above what is in a stack, if half of it was taken out. Nothing is in twice in
     * between, or gone: what is copied lies below the bottom until one write makes it the stack.
     */
    final void settle(int sizeClass) {
        int bottom = BOTTOMS[sizeClass];
        int oldest = oldest(sizeClass);
        int blocks = size(sizeClass);
        if (bottom + blocks < oldest - 1) {
            System.arraycopy(entries, oldest, entries, bottom + 1, blocks);
            entries[MARGIN + sizeClass] = bottom + blocks;
            raised &= ~(1 << sizeClass); // last: until here the 0 may still be on the way
        }
    }
}
