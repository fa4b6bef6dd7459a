package org.alloclab.stress.traffic;

import org.alloclab.SizeClasses;

import java.util.Arrays;

/**
 * How large blocks are.
 *
 * @param table sizes, each as often as it is wanted; a power of two of them
 * @param pinned whether all blocks of a burst have one size
 */
record Sizes(int[] table, boolean pinned) {
    private static final int LENGTH = 256;

    /** One size of a class. */
    static Sizes only(int size) {
        return new Sizes(new int[] {size}, true);
    }

    /** Sizes of a few classes. */
    static Sizes few(Dice dice, boolean pinned) {
        int[] sizes = new int[dice.anyOf(2, 4)];
        Arrays.setAll(sizes, any -> dice.between(1, SizeClasses.LARGEST));
        return new Sizes(sizes, pinned);
    }

    /** All sizes that pools serve, weighted to small ones. */
    static Sizes small(Dice dice, boolean pinned) {
        int[] sizes = new int[LENGTH];
        Arrays.setAll(sizes, any -> dice.between(1, dice.anyOf(32, 64, 64, 128, 512)));
        return new Sizes(sizes, pinned);
    }

    /** Sizes around the boundaries of pools, and raw ones. */
    static Sizes edges(Dice dice) {
        int[] sizes = new int[LENGTH];
        Arrays.setAll(
                sizes,
                any ->
                        dice.anyOf(
                                0,
                                1,
                                16,
                                17,
                                496,
                                497,
                                511,
                                512,
                                513,
                                528,
                                dice.between(514, 5000)));
        return new Sizes(sizes, false);
    }

    int draw(Dice dice) {
        return table[dice.below(table.length)];
    }

    @Override
    public String toString() {
        return (pinned ? "pinned " : "")
                + (table.length < LENGTH ? Arrays.toString(table) : table.length + " sizes");
    }
}
