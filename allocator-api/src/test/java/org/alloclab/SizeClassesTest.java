package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeClassesTest {
    @Test
    void everySmallSizeHasTheSmallestClassThatHoldsIt() {
        for (int size = 1; size <= SizeClasses.LARGEST; size++) {
            int bytes = SizeClasses.blockBytes(SizeClasses.of(size));
            assertThat(bytes).isBetween(size, size + 15);
            assertThat(SizeClasses.isSmall(size)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "513", "9223372036854775807", "-9223372036854775808"})
    void theOtherSizesAreNotSmall(long size) {
        assertThat(SizeClasses.isSmall(size)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64, true",
        "64, 49, true",
        "64, 48, false",
        "64, 65, false",
        "64, 0, false",
        "16, 16, true",
        "16, 13, true",
        "16, 12, false",
        "512, 9223372036854775807, false"
    })
    void aBlockKeepsItsPlaceAboveThreeQuarters(int blockBytes, long size, boolean keeps) {
        assertThat(SizeClasses.keepsPlace(blockBytes, size)).isEqualTo(keeps);
    }

    @Test
    void layoutsAreCPythonsOwn() {
        assertThat(HeapLayout.CLASSIC.arenaBytes()).isEqualTo(262144);
        assertThat(HeapLayout.CLASSIC.poolBytes()).isEqualTo(4096);
        assertThat(HeapLayout.MODERN.arenaBytes()).isEqualTo(1048576);
        assertThat(HeapLayout.MODERN.poolBytes()).isEqualTo(16384);
        assertThat(HeapLayout.CLASSIC38.keepsLastArena()).isFalse();
        assertThat(HeapLayout.CLASSIC).hasToString("classic");
    }
}
