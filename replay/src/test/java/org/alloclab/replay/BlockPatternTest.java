package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.Memory;
import org.alloclab.memory.RawMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockPatternTest {
    private final RawMemory raw = new RawMemory(new MappedBytes());

    @AfterEach
    void close() {
        raw.close();
    }

    @Test
    void noticesEveryByteOfASmallBlock() {
        for (int size = 0; size <= 70; size++) {
            noticesEachByteIn(size, 0, size);
        }
        noticesEachByteIn(1024, 0, 1024);
    }

    @Test
    void noticesBothEndsOfALargeBlock() {
        for (int size : new int[] {1025, 1031, 4096, 5001}) {
            noticesEachByteIn(size, 0, 512);
            noticesEachByteIn(size, size - 505, size);
        }
        assertThat(damageAfterFlip(4096, 4096, 2048)).isEqualTo(-1);
    }

    private void noticesEachByteIn(int size, int from, int to) {
        for (int flipped = from; flipped < to; flipped++) {
            assertThat(damageAfterFlip(size, size, flipped))
                    .as("byte %d of %d", flipped, size)
                    .isBetween(Math.max(0, flipped - 7L), (long) flipped);
        }
    }

    @Test
    void looksNoFurtherThanWhatWasKept() {
        for (int kept = 0; kept < 40; kept++) {
            assertThat(damageAfterFlip(40, kept, kept)).isEqualTo(-1);
            if (kept > 0) {
                assertThat(damageAfterFlip(40, kept, kept - 1)).isNotEqualTo(-1);
            }
        }
        assertThat(damageAfterFlip(3000, 600, 600)).isEqualTo(-1);
        assertThat(damageAfterFlip(3000, 2990, 2989)).isNotEqualTo(-1);
        assertThat(damageAfterFlip(3000, 2990, 2990)).isEqualTo(-1);
    }

    /** What is found in a block of {@code size} bytes when one of its bytes is changed. */
    private long damageAfterFlip(int size, int kept, int flipped) {
        long block = raw.allocate(size + 16);
        try {
            long seed = BlockPattern.seed(block, 0, 1, 2);
            BlockPattern.write(block, size, seed);
            assertThat(BlockPattern.firstDamage(block, size, size, seed)).isEqualTo(-1);
            Memory.putByte(block + flipped, (byte) (Memory.getByte(block + flipped) ^ 0x10));
            return BlockPattern.firstDamage(block, size, kept, seed);
        } finally {
            raw.free(block);
        }
    }

    @Test
    void writesNothingBehindTheBlock() {
        for (int size : new int[] {0, 1, 7, 8, 9, 1023, 1024, 1025, 2047}) {
            long block = raw.allocateZeroed(size + 16);
            BlockPattern.write(block, size, -1);
            for (int behind = size; behind < size + 16; behind++) {
                assertThat(Memory.getByte(block + behind)).isZero();
            }
            raw.free(block);
        }
    }

    @Test
    void noTwoBlocksAreAlike() {
        long seed = BlockPattern.seed(4096, 0, 1, 2);
        assertThat(BlockPattern.seed(4112, 0, 1, 2)).isNotEqualTo(seed);
        assertThat(BlockPattern.seed(4096, 1, 1, 2)).isNotEqualTo(seed);
        assertThat(BlockPattern.seed(4096, 0, 2, 2)).isNotEqualTo(seed);
        assertThat(BlockPattern.seed(4096, 0, 1, 3)).isNotEqualTo(seed);
    }
}
