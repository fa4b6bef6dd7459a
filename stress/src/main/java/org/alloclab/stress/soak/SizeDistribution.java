package org.alloclab.stress.soak;

import org.alloclab.SizeClasses;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The sizes of blocks.
 *
 * @param table sizes, each as often as it is wanted
 * @param pinned whether all blocks of a burst have one size
 */
record SizeDistribution(int[] table, boolean pinned) {
    private static final int LENGTH = 256;

    /** One size of a class. */
    static SizeDistribution only(int size) {
        return new SizeDistribution(new int[] {size}, true);
    }

    /** Sizes of a few classes. */
    static SizeDistribution few(SplittableRandom random, boolean pinned) {
        int[] sizes = new int[Chance.anyOf(random, 2, 4)];
        Arrays.setAll(sizes, _ -> random.nextInt(1, SizeClasses.LARGEST + 1));
        return new SizeDistribution(sizes, pinned);
    }

    /** All sizes that pools serve, weighted to small ones. */
    static SizeDistribution small(SplittableRandom random, boolean pinned) {
        int[] sizes = new int[LENGTH];
        Arrays.setAll(
                sizes, _ -> random.nextInt(1, 1 + Chance.anyOf(random, 32, 64, 64, 128, 512)));
        return new SizeDistribution(sizes, pinned);
    }

    /** Sizes around the boundaries of size classes, and raw ones. */
    static SizeDistribution edges(SplittableRandom random) {
        int[] sizes = new int[LENGTH];
        Arrays.setAll(
                sizes,
                _ ->
                        Chance.anyOf(
                                random,
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
                                random.nextInt(514, 5001)));
        return new SizeDistribution(sizes, false);
    }

    int draw(SplittableRandom random) {
        return table[random.nextInt(table.length)];
    }

    @Override
    public String toString() {
        return (pinned ? "pinned " : "")
                + (table.length < LENGTH ? Arrays.toString(table) : table.length + " sizes");
    }
}
