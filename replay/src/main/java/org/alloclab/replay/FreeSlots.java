package org.alloclab.replay;

import java.util.Arrays;

/**
 * Slots without a block, to be used again: by the thread that freed them if possible.
 *
 * <p>In a recorded replay a thread that reuses a slot has to wait until its last block is freed. A
 * thread that takes its own slots never waits for that; one that has none takes a new slot, and
 * only when {@value #SPARE} are free, the one longest free of another thread. So slots are bounded
 * by the blocks that live, and reuse adds next to nothing to the waiting that the trace itself asks
 * for.
 */
final class FreeSlots {
    /** How many slots may be free before one thread takes another's. */
    static final int SPARE = 64 << 10;

    static final int NONE = -1;

    // Per slot: its neighbours in the stack of the thread that freed it.
    private int[] above = new int[0];
    private int[] below = new int[0];

    // Per thread: the ends of its stack.
    private int[] top = new int[0];
    private int[] bottom = new int[0];

    private int free;
    private int slots;
    private int donor; // thread whose slots were taken last; stays until it has none

    /** Slots there are, free or not: they are numbered from 0. */
    int slots() {
        return slots;
    }

    int take(int thread) {
        int slot = thread < top.length ? top[thread] : NONE;
        if (slot != NONE) {
            unlinkTop(thread, slot);
        } else if (free < SPARE) {
            return slots++;
        } else {
            while (bottom[donor] == NONE) {
                donor = (donor + 1) % bottom.length;
            }
            slot = bottom[donor];
            unlinkBottom(donor, slot);
        }
        free--;
        return slot;
    }

    void give(int slot, int thread) {
        above = grown(above, slot);
        below = grown(below, slot);
        top = grown(top, thread);
        bottom = grown(bottom, thread);
        above[slot] = NONE;
        below[slot] = top[thread];
        if (top[thread] == NONE) {
            bottom[thread] = slot;
        } else {
            above[top[thread]] = slot;
        }
        top[thread] = slot;
        free++;
    }

    private void unlinkTop(int thread, int slot) {
        top[thread] = below[slot];
        if (top[thread] == NONE) {
            bottom[thread] = NONE;
        } else {
            above[top[thread]] = NONE;
        }
    }

    private void unlinkBottom(int thread, int slot) {
        bottom[thread] = above[slot];
        if (bottom[thread] == NONE) {
            top[thread] = NONE;
        } else {
            below[bottom[thread]] = NONE;
        }
    }

    private static int[] grown(int[] array, int index) {
        if (index < array.length) {
            return array;
        }
        int[] larger = Arrays.copyOf(array, Math.max(64, Integer.highestOneBit(index) * 2));
        Arrays.fill(larger, array.length, larger.length, NONE);
        return larger;
    }
}
