package org.alloclab.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The word a user most likely meant. */
public final class NearestWord {
    private NearestWord() {}

    /** A clause to put behind an error; empty if no word is near. */
    public static String hint(String typed, Collection<String> words) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(word -> isNear(lower, word.toLowerCase(Locale.ROOT)))
                .min(
                        Comparator.comparingInt(
                                word -> distance(lower, word.toLowerCase(Locale.ROOT))))
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }

    private static boolean isNear(String typed, String word) {
        if (typed.length() < 2 || typed.length() > 64) {
            return false;
        }
        int distance = distance(typed, word);
        boolean begunAlike = typed.length() > 3 && word.startsWith(typed.substring(0, 3));
        return distance <= word.length() / (begunAlike && !word.startsWith("-") ? 2 : 3)
                || typed.length() >= 3 && word.startsWith(typed)
                || word.endsWith("-" + typed);
    }

    /** Letters to insert, delete, replace or swap with their neighbour. */
    public static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] oldest = beforeLast;
            beforeLast = last;
            last = row;
            row = oldest;
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
        }
        return row[to.length()];
    }
}
