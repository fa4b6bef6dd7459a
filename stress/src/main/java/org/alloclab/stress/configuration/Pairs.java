package org.alloclab.stress.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Picks rows out of all combinations of choices, so that any two choices of different factors meet
 * in a row. Greedy: not the fewest rows there are, but few.
 *
 * <p>Most faults that a combination brings out take two of its choices; all combinations would be
 * thousands.
 */
final class Pairs {
    private static final int CANDIDATES = 100;
    private static final int OPEN = -1;

    private final int[] choices;
    private final Random random;
    private final int[] firstOf; // number of a factor's first choice, among those of all factors
    private final int all;
    private final BitSet missing = new BitSet();

    private Pairs(int[] choices, Random random) {
        this.choices = choices;
        this.random = random;
        firstOf = new int[choices.length];
        int count = 0;
        for (int factor = 0; factor < choices.length; factor++) {
            firstOf[factor] = count;
            count += choices[factor];
        }
        all = count;
    }

    /**
     * The rows, those that bring most together first; in each a choice for each factor.
     *
     * @param choices how many each factor has, one at least; there are two factors at least
     */
    static List<int[]> covering(int[] choices, Random random) {
        return new Pairs(choices.clone(), random).rows();
    }

    private List<int[]> rows() {
        for (int one = 0; one < choices.length; one++) {
            for (int other = one + 1; other < choices.length; other++) {
                for (int i = 0; i < choices[one] * choices[other]; i++) {
                    missing.set(pair(one, i % choices[one], other, i / choices[one]));
                }
            }
        }
        List<int[]> rows = new ArrayList<>();
        while (!missing.isEmpty()) {
            int[] best = candidate();
            for (int i = 1; i < CANDIDATES; i++) {
                int[] row = candidate();
                best = brought(row) > brought(best) ? row : best;
            }
            for (int one = 0; one < best.length; one++) {
                for (int other = one + 1; other < best.length; other++) {
                    missing.clear(pair(one, best[one], other, best[other]));
                }
            }
            rows.add(best);
        }
        return rows;
    }

    private int pair(int one, int choice, int other, int otherChoice) {
        int a = firstOf[one] + choice;
        int b = firstOf[other] + otherChoice;
        return Math.min(a, b) * all + Math.max(a, b);
    }

    /** A row with a pair that is missing, and as many others as can be had step by step. */
    private int[] candidate() {
        int[] row = new int[choices.length];
        Arrays.fill(row, OPEN);
        int pair = missing.nextSetBit(random.nextInt(missing.length()));
        choose(row, pair / all);
        choose(row, pair % all);
        int start = random.nextInt(row.length);
        for (int i = 0; i < row.length; i++) {
            int factor = (start + i) % row.length;
            if (row[factor] == OPEN) {
                row[factor] = bestChoice(row, factor);
            }
        }
        return row;
    }

    private void choose(int[] row, int number) {
        int factor = row.length - 1;
        while (firstOf[factor] > number) {
            factor--;
        }
        row[factor] = number - firstOf[factor];
    }

    private int bestChoice(int[] row, int factor) {
        int best = 0;
        int most = -1;
        int start = random.nextInt(choices[factor]);
        for (int i = 0; i < choices[factor]; i++) {
            int choice = (start + i) % choices[factor];
            int brought = broughtBy(row, factor, choice);
            if (brought > most) {
                most = brought;
                best = choice;
            }
        }
        return best;
    }

    private int broughtBy(int[] row, int factor, int choice) {
        int count = 0;
        for (int other = 0; other < row.length; other++) {
            boolean meets = other != factor && row[other] != OPEN;
            count += meets && missing.get(pair(factor, choice, other, row[other])) ? 1 : 0;
        }
        return count;
    }

    /** Pairs of the row that are missing still; each is counted twice. */
    private int brought(int[] row) {
        int count = 0;
        for (int factor = 0; factor < row.length; factor++) {
            count += broughtBy(row, factor, row[factor]);
        }
        return count;
    }
}
