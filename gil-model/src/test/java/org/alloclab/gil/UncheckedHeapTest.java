package org.alloclab.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.Seed;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/** What CPython does about misuse: nothing, at first. */
class UncheckedHeapTest {
    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC;

    private final GilAllocator heap = GilAllocator.unchecked(LAYOUT);

    @AfterEach
    void close() {
        heap.close();
    }

    @Test
    void aBlockFreedTwiceIsHandedOutTwice() {
        heap.allocate(64);
        long block = heap.allocate(64);
        heap.free(block);
        heap.free(block);
        assertThat(heap.allocate(64)).isEqualTo(block);
        assertThat(heap.allocate(64)).isEqualTo(block);
    }

    @Test
    void whateverIsFreedIsHandedOut() {
        long block = heap.allocate(64);
        long virgin = block + 10 * 64;
        long header = LAYOUT.poolStart(block);
        for (long wrong : new long[] {block + 16, block + 1, virgin, header}) {
            heap.allocate(64); // one live block more, lest the pool become empty
            heap.free(wrong);
            assertThat(heap.allocate(64)).isEqualTo(wrong);
        }
    }

    @Test
    void aLinkIsFollowedInsideItsPoolAndNoFurther() {
        long block = heap.allocate(64);
        heap.allocate(64);
        heap.free(block);
        Memory.putLong(block, block + 1000);
        assertThat(heap.allocate(64)).isEqualTo(block);
        assertThat(heap.allocate(64)).isEqualTo(block + 1000);

        long next = heap.allocate(128);
        heap.allocate(128);
        heap.free(next);
        Memory.putLong(next, next + LAYOUT.poolBytes());
        for (int i = 0; i < 5; i++) {
            assertThat(heap.allocate(128)).isNotEqualTo(next + LAYOUT.poolBytes());
        }
    }

    @Test
    void aBlockThatWouldLieInTwoPoolsIsRefused() {
        long end = LAYOUT.poolStart(heap.allocate(512)) + LAYOUT.poolBytes();
        assertThatThrownBy(() -> heap.free(end - 511)).isInstanceOf(InvalidAddressException.class);
        heap.free(end - 512);
        assertThat(heap.allocate(512)).isEqualTo(end - 512);
    }

    /** Writes into every block and frees nearly anything: only addresses of pools come back. */
    @Test
    void anyMisuseStaysInThePools() {
        SplittableRandom random = Seed.random(Seed.draw("anyMisuseStaysInThePools"), 0);
        long[] seen = new long[200];
        for (int call = 0; call < 300_000; call++) {
            int place = random.nextInt(seen.length);
            try {
                if (random.nextBoolean()) {
                    seen[place] = heap.allocate(1 + random.nextInt(512));
                    assertThat(seen[place]).isNotZero();
                } else if (seen[place] != 0) {
                    heap.free(seen[place] + (random.nextInt(4) == 0 ? random.nextInt(600) : 0));
                }
                if (seen[place] != 0) {
                    Memory.putByte(seen[place] + random.nextInt(16), (byte) random.nextInt());
                }
            } catch (InvalidAddressException e) {
                assertThat(e).hasMessageContaining("0x");
            }
        }
        heap.trim();
        assertThat(heap.statistics().liveBlocks()).isNotNegative();
    }
}
