package org.alloclab.stress.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Whether every pair meets, in how few rows. */
class PairsTest {
    private static void checkCovered(int[] choices, List<int[]> rows) {
        Set<List<Integer>> met = new HashSet<>();
        for (int[] row : rows) {
            assertThat(row).hasSameSizeAs(choices);
            for (int one = 0; one < row.length; one++) {
                assertThat(row[one]).isBetween(0, choices[one] - 1);
                for (int other = one + 1; other < row.length; other++) {
                    met.add(List.of(one, row[one], other, row[other]));
                }
            }
        }
        int pairs = 0;
        for (int one = 0; one < choices.length; one++) {
            for (int other = one + 1; other < choices.length; other++) {
                pairs += choices[one] * choices[other];
            }
        }
        assertThat(met).hasSize(pairs);
    }

    @Test
    void everyPairMeets() {
        long seed = Long.getLong("alloclab.seed", System.nanoTime());
        System.out.println("everyPairMeets: repeat with -Dtest.args=-Dalloclab.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            int[] choices = random.ints(2 + random.nextInt(6), 1, 6).toArray();
            checkCovered(choices, Pairs.covering(choices, random));
        }
    }

    @Test
    void thereAreFewRows() {
        int[] ofTheDoctor = {2, 5, 4, 2, 2, 3};
        for (int seed = 0; seed < 20; seed++) {
            List<int[]> rows = Pairs.covering(ofTheDoctor, new Random(seed));
            checkCovered(ofTheDoctor, rows);
            // No fewer than the two largest factors need; all would be 480.
            assertThat(rows.size()).isBetween(20, 24);
        }
    }

    @Test
    void aSeedGivesTheSameRows() {
        int[] choices = {3, 4, 2};
        assertThat(Pairs.covering(choices, new Random(7)).toArray())
                .isEqualTo(Pairs.covering(choices, new Random(7)).toArray());
    }
}
