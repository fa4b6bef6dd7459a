package org.alloclab.stress.soak;

import org.alloclab.SizeClasses;

import java.util.Arrays;

/**
 * How large blocks are.
 *
 * @param table sizes, each as often as it is wanted; a power of two of them
 * @param pinned whether all blocks of a burst have one size
 */
record SizeDistribution(int[] table, boolean pinned) {
    private static final int LENGTH = 256;

    /** One size of a class. */
    static SizeDistribution only(int size) {
        return new SizeDistribution(new int[] {size}, true);
    }

    /** SizeDistribution of a few classes. */
    static SizeDistribution few(Dice dice, boolean pinned) {
        int[] sizes = new int[dice.anyOf(2, 4)];
        Arrays.setAll(sizes, any -> dice.between(1, SizeClasses.LARGEST));
        return new SizeDistribution(sizes, pinned);
    }

    /** All sizes that pools serve, weighted to small ones. */
    static SizeDistribution small(Dice dice, boolean pinned) {
        int[] sizes = new int[LENGTH];
        Arrays.setAll(sizes, any -> dice.between(1, dice.anyOf(32, 64, 64, 128, 512)));
        return new SizeDistribution(sizes, pinned);
    }

    /** SizeDistribution around the boundaries of pools, and raw ones. */
    static SizeDistribution edges(Dice dice) {
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
        return new SizeDistribution(sizes, false);
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
