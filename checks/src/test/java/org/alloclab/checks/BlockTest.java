package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Of threads that take a block at once, one does. */
class BlockTest {
    private static final int BLOCKS = 200_000;

    private static Block[] blocks() {
        Block[] blocks = new Block[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = new Block(16L * i, 16, Domain.OBJECT, i + 1, 0);
        }
        return blocks;
    }

    /** How often two threads that go over the same blocks have succeeded together. */
    private static int successes(Block[] blocks, Predicate<Block> first, Predicate<Block> second)
            throws Exception {
        AtomicInteger successes = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(2);
        Thread other = Thread.ofPlatform().start(() -> count(blocks, first, start, successes));
        count(blocks, second, start, successes);
        other.join();
        return successes.get();
    }

    private static void count(
            Block[] blocks, Predicate<Block> step, CyclicBarrier start, AtomicInteger successes) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        for (Block block : blocks) {
            if (step.test(block)) {
                successes.incrementAndGet();
            }
        }
    }

    @Test
    void aLiveBlockIsHeldByOne() throws Exception {
        assertThat(successes(blocks(), Block::hold, Block::hold)).isEqualTo(BLOCKS);
    }

    @Test
    void aFreedBlockIsHeldByOne() throws Exception {
        Block[] blocks = blocks();
        for (Block block : blocks) {
            assertThat(block.hold()).isTrue();
            block.free(1);
        }
        assertThat(successes(blocks, Block::holdFreed, Block::holdFreed)).isEqualTo(BLOCKS);
    }

    @Test
    void aBlockThatIsReadIsNotFreed() throws Exception {
        assertThat(successes(blocks(), Block::pin, Block::hold)).isEqualTo(BLOCKS);
    }

    @Test
    void manyMayReadABlock() throws Exception {
        Block[] blocks = blocks();
        assertThat(successes(blocks, Block::pin, Block::pin)).isEqualTo(2 * BLOCKS);
        for (Block block : blocks) {
            block.unpin();
            assertThat(block.hold()).isFalse();
            block.unpin();
            assertThat(block.hold()).isTrue();
        }
    }
}
