package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.alloclab.HeapLayout;
import org.junit.jupiter.api.Test;

class WatchedArenasTest {
    @Test
    void numbersArenasInTheOrderTheyCome() {
        try (WatchedArenas arenas = new WatchedArenas(HeapLayout.CLASSIC, 0)) {
            long first = arenas.acquire();
            long second = arenas.acquire();
            arenas.release(first);
            long third = arenas.acquire();
            assertThat(arenas.takeEvents())
                    .containsExactly("arena+ 0", "arena+ 1", "arena- 0", "arena+ 2");
            assertThat(arenas.takeEvents()).isEmpty();
            assertThat(arenas.place(second + 3 * 4096 + 48)).isEqualTo("1 3 48");
            assertThat(arenas.place(third + 63 * 4096)).isEqualTo("2 63 0");
            assertThat(arenas.current()).isEqualTo(2);
            assertThat(arenas.obtained()).isEqualTo(3);
            assertThat(arenas.highwater()).isEqualTo(2);
            arenas.release(second);
            assertThat(arenas.place(second)).isEqualTo("raw");
            assertThatIllegalArgumentException().isThrownBy(() -> arenas.release(second));
        }
    }

    @Test
    void misalignedArenasLieInMemoryOfTheirOwn() {
        try (WatchedArenas arenas = new WatchedArenas(HeapLayout.MODERN, 16)) {
            for (int i = 0; i < 3; i++) {
                long base = arenas.acquire();
                assertThat((base - arenas.range().start()) % (2 * arenas.arenaBytes()))
                        .isEqualTo(16);
                assertThat(arenas.place(base - 16 + 16384 + 48)).isEqualTo(i + " 0 48");
                assertThat(arenas.place(base - 16 + 63 * 16384)).isEqualTo(i + " 62 0");
                assertThat(arenas.place(base + arenas.arenaBytes())).isEqualTo("raw");
            }
        }
    }
}
