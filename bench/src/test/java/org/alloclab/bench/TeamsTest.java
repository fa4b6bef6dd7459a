package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who hands blocks to whom. */
class TeamsTest {
    private static Teams teams(String ratio, int threads) {
        Teams teams = new Teams();
        teams.ratio = ratio;
        teams.batch = 3;
        teams.form(threads);
        return teams;
    }

    @ParameterizedTest
    @CsvSource({"1:1, 2, 1", "1:1, 6, 3", "1:3, 4, 3", "3:1, 8, 6", "2:2, 4, 4"})
    void eachRingHasOneGiverAndOneTaker(String ratio, int threads, int rings) {
        Teams teams = teams(ratio, threads);
        List<BlockRing> given = new ArrayList<>();
        List<BlockRing> taken = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            (teams.isProducer(thread) ? given : taken).addAll(Arrays.asList(teams.rings(thread)));
        }
        assertThat(given).hasSize(rings).doesNotHaveDuplicates();
        assertThat(taken).containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void aThreadWithoutATeamIsRefused() {
        assertThatThrownBy(() -> teams("1:3", 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads: 6 (expected: a multiple of 4, the team of ratio 1:3)");
        assertThatThrownBy(() -> teams("1/3", 4)).hasMessageStartingWith("ratio: 1/3 (expected");
    }

    @Test
    void aRingHandsOverInOrderUntilItIsFull() {
        BlockRing ring = new BlockRing(1);
        int count = 0;
        for (long[] batch = ring.toGive(); batch != null; batch = ring.toGive()) {
            batch[0] = ++count;
            ring.give();
        }
        assertThat(count).isGreaterThan(1);
        for (int i = 1; i <= count; i++) {
            assertThat(ring.toTake()).containsExactly(i);
            ring.take();
        }
        assertThat(ring.toTake()).isNull();
        assertThat(ring.toGive()).isNotNull();
    }
}
