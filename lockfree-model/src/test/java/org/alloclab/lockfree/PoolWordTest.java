package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.Seed;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class PoolWordTest {
    private static final int MOST_BLOCKS = 1024;

    @Test
    void everyFieldHoldsItsWholeRange() {
        SplittableRandom random = new SplittableRandom(Seed.draw("everyFieldHoldsItsWholeRange"));
        for (int i = 0; i < 100_000; i++) {
            int state = random.nextInt(PoolWord.BROKEN + 1);
            int sizeClass = random.nextInt(32);
            int live = random.nextInt(MOST_BLOCKS + 1);
            long word = PoolWord.next(random.nextLong(), state, sizeClass, live);
            assertThat(PoolWord.state(word)).isEqualTo(state);
            assertThat(PoolWord.sizeClass(word)).isEqualTo(sizeClass);
            assertThat(PoolWord.live(word)).isEqualTo(live);
            assertThat(PoolWord.head(word)).isEqualTo(PoolWord.NONE);
            assertThat(PoolWord.count(word)).isZero();
        }
    }

    @Test
    void pushingChangesTheListAndTheStateOnly() {
        long word = PoolWord.next(-1L, PoolWord.FULL, 31, MOST_BLOCKS);
        int epoch = PoolWord.epoch(word);
        for (int block = MOST_BLOCKS - 1; block >= 0; block--) {
            word = PoolWord.pushed(word, PoolWord.PARTIAL, block, 1);
            assertThat(PoolWord.head(word)).isEqualTo(block);
        }
        assertThat(PoolWord.count(word)).isEqualTo(MOST_BLOCKS);
        assertThat(PoolWord.live(word)).isEqualTo(MOST_BLOCKS);
        assertThat(PoolWord.sizeClass(word)).isEqualTo(31);
        assertThat(PoolWord.state(word)).isEqualTo(PoolWord.PARTIAL);
        assertThat(PoolWord.epoch(word)).isEqualTo(epoch);
    }

    @Test
    void drainingEmptiesTheListOnly() {
        long owned = PoolWord.next(0, PoolWord.OWNED, 7, 0);
        assertThat(PoolWord.drained(PoolWord.pushed(owned, PoolWord.OWNED, 900, 1)))
                .isEqualTo(owned);
    }

    @Test
    void handingOverKeepsTheListAndCountsTheEpoch() {
        long owned = PoolWord.next(0, PoolWord.OWNED, 7, 0);
        long pushed = PoolWord.pushed(owned, PoolWord.OWNED, 900, 1);
        long after = PoolWord.handedOver(pushed, PoolWord.PARTIAL, 12);
        assertThat(PoolWord.head(after)).isEqualTo(900);
        assertThat(PoolWord.count(after)).isOne();
        assertThat(PoolWord.live(after)).isEqualTo(12);
        assertThat(PoolWord.sizeClass(after)).isEqualTo(7);
        assertThat(PoolWord.epoch(after)).isEqualTo(PoolWord.epoch(owned) + 1);
    }
}
