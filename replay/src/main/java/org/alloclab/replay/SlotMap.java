package org.alloclab.replay;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * From the id of a live block to its slot: open addressing with linear probing, no object per
 * entry. Removal closes the gap it leaves, so that the table stays as small as the entries in it.
 */
final class SlotMap {
    static final int NONE = -1;

    private static final long FREE = -1; // ids are 0 or more
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private long[] ids = new long[1 << 10];
    private int[] slots = new int[1 << 10];
    private int size;

    SlotMap() {
        Arrays.fill(ids, FREE);
    }

    int size() {
        return size;
    }

    /** The slot of an id, or {@link #NONE}. */
    int get(long id) {
        int place = find(id);
        return ids[place] == id ? slots[place] : NONE;
    }

    /** Enters an id that is not in the map. */
    void put(long id, int slot) {
        if (size >= ids.length / 2) {
            grow();
        }
        int place = find(id);
        ids[place] = id;
        slots[place] = slot;
        size++;
    }

    /** Removes an id that is in the map. */
    void remove(long id) {
        int mask = ids.length - 1;
        int gap = find(id);
        // An entry behind the gap moves into it unless its home lies behind the gap too.
        for (int place = (gap + 1) & mask; ids[place] != FREE; place = (place + 1) & mask) {
            int home = home(ids[place]);
            if (((place - home) & mask) >= ((place - gap) & mask)) {
                ids[gap] = ids[place];
                slots[gap] = slots[place];
                gap = place;
            }
        }
        ids[gap] = FREE;
        size--;
    }

    void forEachSlot(IntConsumer action) {
        for (int place = 0; place < ids.length; place++) {
            if (ids[place] != FREE) {
                action.accept(slots[place]);
            }
        }
    }

    /** Where the id is, or else where it would go. */
    private int find(long id) {
        int place = home(id);
        while (ids[place] != FREE && ids[place] != id) {
            place = (place + 1) & (ids.length - 1);
        }
        return place;
    }

    private int home(long id) {
        return (int) (id * GOLDEN_RATIO >>> 32) & (ids.length - 1);
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldSlots = slots;
        ids = new long[oldIds.length * 2];
        slots = new int[oldIds.length * 2];
        Arrays.fill(ids, FREE);
        for (int place = 0; place < oldIds.length; place++) {
            if (oldIds[place] != FREE) {
                int target = find(oldIds[place]);
                ids[target] = oldIds[place];
                slots[target] = oldSlots[place];
            }
        }
    }
}
