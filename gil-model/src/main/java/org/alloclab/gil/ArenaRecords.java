package org.alloclab.gil;

import java.util.Arrays;

/**
 * The indices of arena records: 16 at first, then twice as many. The record released last is used
 * next; of fresh ones the lowest. Source: {@code unused_arena_objects}.
 */
final class ArenaRecords {
    private int[] unused = new int[0];
    private int count;
    private int total;

    int take() {
        if (count == 0) {
            int grown = total == 0 ? 16 : 2 * total;
            unused = Arrays.copyOf(unused, grown);
            for (int index = grown; index-- > total; ) {
                unused[count++] = index;
            }
            total = grown;
        }
        return unused[--count];
    }

    void give(int index) {
        unused[count++] = index;
    }
}
