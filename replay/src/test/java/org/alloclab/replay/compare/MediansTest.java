package org.alloclab.replay.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What several rounds come to. */
class MediansTest {
    private static Measurement measured(long opsPerSecond, Long bytes, Double waits) {
        return new Measurement(
                "t",
                "copies",
                "gil",
                "classic",
                1,
                9,
                1,
                opsPerSecond,
                bytes,
                4,
                bytes,
                bytes,
                waits,
                opsPerSecond % 7);
    }

    @Test
    void theMedianRoundKeepsItsFiguresOfTimeTogether() {
        List<Measurement> rounds =
                List.of(measured(30, 5L, 0.3), measured(10, 9L, 0.1), measured(20, 7L, 0.2));
        assertThat(Medians.of(rounds)).isEqualTo(measured(20, 9L, 0.2));
        assertThat(Medians.of(rounds.subList(1, 3)).opsPerSecond()).isEqualTo(10);
    }

    @Test
    void whatAnAllocatorDoesNotCountHasNoMedian() {
        Measurement median = Medians.of(List.of(measured(20, null, null)));
        assertThat(median.peakMappedBytes()).isNull();
        assertThat(median.lost()).isEqualTo(6);
    }

    @Test
    void ofTwoInTheMiddleTheyAreTheMean() {
        assertThat(Medians.of(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Medians.of()).isNaN();
    }
}
