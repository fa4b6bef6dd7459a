package org.alloclab.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.alloclab.HeapExhaustedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes beside addresses, of an arena as a heap would have it. */
class ShadowTest {
    private static final int ARENA = 256 << 10;

    private final ArenaSource source = ArenaSource.system(ARENA);
    private final long arena = source.acquire();

    @AfterEach
    void close() {
        Shadow.discard(arena, ARENA);
        source.close();
    }

    private static long place(long address) {
        return Shadow.BYTES + (address - Shadow.ORIGIN) / Shadow.GRANULE;
    }

    @Test
    void whatWasNeverCommittedReadsAsZero() {
        assertThat(Memory.getByte(place(arena))).isZero();
        assertThat(Memory.getByte(place(Shadow.ORIGIN))).isZero();
        assertThat(Memory.getByte(Shadow.BYTES + Shadow.ADDRESSES / Shadow.GRANULE)).isZero();
    }

    @Test
    void eachGranuleOfAnArenaHasAByteUntilItIsDiscarded() {
        Shadow.commit(arena, ARENA);
        for (long address = arena; address < arena + ARENA; address += Shadow.GRANULE) {
            Memory.putByte(place(address), (byte) (address >>> 4));
        }
        for (long address = arena; address < arena + ARENA; address += Shadow.GRANULE) {
            assertThat(Memory.getByte(place(address))).isEqualTo((byte) (address >>> 4));
        }
        Shadow.discard(arena, ARENA);
        assertThat(Memory.getLong(place(arena))).isZero();
        assertThat(Memory.getLong(place(arena + ARENA / 2))).isZero();
    }

    @Test
    void committingAgainClearsTheBytesOfThePredecessor() {
        Shadow.commit(arena, ARENA);
        Memory.putByte(place(arena), (byte) 1);
        Shadow.commit(arena, ARENA);
        assertThat(Memory.getByte(place(arena))).isZero();
    }

    @Test
    void addressesBeyondTheLastHaveNone() {
        assertThatExceptionOfType(HeapExhaustedException.class)
                .isThrownBy(() -> Shadow.commit(Shadow.ORIGIN + Shadow.ADDRESSES, ARENA));
    }
}
