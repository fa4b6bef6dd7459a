package org.alloclab.replay;

import java.util.Arrays;

/**
 * The blocks that live at one point of a trace, each in a slot of its own; slots are used again, so
 * that all tables by slot stay as small as what lives at once, however long the trace.
 */
final class LiveBlocks {
    private final SlotMap slotOf = new SlotMap();
    private final FreeSlots freeSlots = new FreeSlots();
    private long[] sizes = new long[1 << 10];
    private int[] turns = new int[1 << 10];
    private int mostLive;
    private long bytes;
    private long peakBytes;

    /** Enters a new block; false if the sizes of all live blocks no longer fit into a long. */
    boolean allocate(long id, long size, int thread) {
        int slot = freeSlots.take(thread);
        if (slot == sizes.length) {
            sizes = Arrays.copyOf(sizes, slot * 2);
            turns = Arrays.copyOf(turns, slot * 2);
        }
        slotOf.put(id, slot);
        mostLive = Math.max(mostLive, slotOf.size());
        sizes[slot] = 0;
        return resize(slot, size);
    }

    /** The slot of a live block, or {@link SlotMap#NONE}. */
    int slotOf(long id) {
        return slotOf.get(id);
    }

    void free(long id, int thread) {
        int slot = slotOf.get(id);
        bytes -= sizes[slot];
        slotOf.remove(id);
        freeSlots.give(slot, thread);
    }

    /** As {@link #allocate}. */
    boolean resize(int slot, long size) {
        bytes += size - sizes[slot];
        sizes[slot] = size;
        peakBytes = Math.max(peakBytes, bytes);
        return bytes >= 0;
    }

    /** Bytes the block in a slot was last asked for. */
    long size(int slot) {
        return sizes[slot];
    }

    /** How many operations a slot has seen, before the one that takes this turn. */
    int takeTurn(int slot) {
        return turns[slot]++;
    }

    int live() {
        return slotOf.size();
    }

    int mostLive() {
        return mostLive;
    }

    /** Most bytes that lived at once, as asked for. */
    long peakBytes() {
        return peakBytes;
    }

    /** Slots there are. */
    int slots() {
        return freeSlots.slots();
    }

    /** The slots that hold a block, in ascending order. */
    int[] liveSlots() {
        int[] live = new int[slotOf.size()];
        int[] next = {0};
        slotOf.forEachSlot(slot -> live[next[0]++] = slot);
        Arrays.sort(live);
        return live;
    }
}
