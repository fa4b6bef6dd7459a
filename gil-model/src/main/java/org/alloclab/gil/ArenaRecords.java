package org.alloclab.gil;

import java.util.Arrays;

/**
 * The indices of arena records: 16 at first, then twice as many. The record released last is used
 * next; of fresh ones the lowest. Source: {@code unused_arena_objects}.
 */
final class ArenaRecords {
    private Arena[] records = new Arena[0];
    private int[] unused = new int[0];
    private int count;
    private int total;

    int take() {
        if (count == 0) {
            int grown = total == 0 ? 16 : 2 * total;
            records = Arrays.copyOf(records, grown);
            unused = Arrays.copyOf(unused, grown);
            for (int index = grown; index-- > total; ) {
                unused[count++] = index;
            }
            total = grown;
        }
        return unused[--count];
    }

    void set(Arena arena) {
        records[arena.index()] = arena;
    }

    Arena get(int index) {
        return records[index];
    }

    void give(int index) {
        records[index] = null;
        unused[count++] = index;
    }
}
