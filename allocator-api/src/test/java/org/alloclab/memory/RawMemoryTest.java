package org.alloclab.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.HeapExhaustedException;
import org.alloclab.Mappings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class RawMemoryTest {
    private final MappedBytes mapped = new MappedBytes();
    private final RawMemory raw = new RawMemory(mapped);

    @Test
    void onlyLiveBlocksAreKnown() {
        long block = raw.allocate(1000);
        assertThat(raw.size(block)).isEqualTo(1000);
        assertThat(raw.size(block + 16)).isNegative();
        assertThat(raw.free(block + 16)).isFalse();
        assertThat(raw.free(block)).isTrue();
        assertThat(raw.free(block)).isFalse();
        assertThat(raw.size(block)).isNegative();
    }

    @Test
    void whatIsHeldIsCounted() {
        long block = raw.allocate(1000);
        long zeros = raw.allocateZeroed(500);
        block = raw.reallocate(block, 3000);
        assertThat(raw.blocks()).isEqualTo(2);
        assertThat(raw.bytes()).isEqualTo(3500);
        assertThat(mapped.current()).isEqualTo(3500);
        raw.free(block);
        raw.free(zeros);
        assertThat(raw.bytes()).isZero();
        assertThat(mapped.current()).isZero();
        assertThat(mapped.peak()).isEqualTo(3500);
    }

    @Test
    void aRefusedReallocationLeavesTheBlock() {
        long block = raw.allocate(1000);
        Memory.putLong(block, 42);
        assertThatExceptionOfType(HeapExhaustedException.class)
                .isThrownBy(() -> raw.reallocate(block, Long.MAX_VALUE / 2));
        assertThat(Memory.getLong(block)).isEqualTo(42);
        assertThat(raw.size(block)).isEqualTo(1000);
        assertThat(raw.free(block)).isTrue();
    }

    /** The last block lies above all others, or behind them: they cannot simply be cut off. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void trimmingGivesBackWhatTheCLibraryKeeps() {
        assumeTrue(LibC.canTrim(), "the C library has no malloc_trim");
        int size = 600;
        long[] blocks = new long[200_000];
        long before = Mappings.resident();
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = raw.allocate(size);
            Memory.fill(blocks[i], size, (byte) 1);
        }
        for (int i = 0; i < blocks.length - 1; i++) {
            raw.free(blocks[i]);
        }
        raw.trim();
        // The record of so many blocks stays, on the Java heap.
        assertThat(Mappings.resident() - before).isLessThan(blocks.length * size / 2);
        assertThat(Memory.getByte(blocks[blocks.length - 1])).isOne();
        raw.close();
    }

    @Test
    void closingFreesAndRefuses() {
        long block = raw.allocate(1000);
        raw.close();
        assertThat(raw.blocks()).isZero();
        assertThat(raw.free(block)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> raw.allocate(1000));
        assertThat(raw.blocks()).isZero();
    }
}
