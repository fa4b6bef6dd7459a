package org.alloclab.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.alloclab.HeapExhaustedException;
import org.alloclab.Mappings;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

class ArenaSourceTest {
    private static final int ARENA = 256 << 10;

    static Stream<Named<Supplier<ArenaSource>>> sources() {
        return Stream.of(
                Named.of("mapped", () -> ArenaSource.mapped(ARENA)),
                Named.of("portable", () -> ArenaSource.portable(ARENA)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void arenasAreAlignedApartAndWritable(Supplier<ArenaSource> open) {
        try (ArenaSource source = open.get()) {
            List<Long> arenas = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long arena = source.acquire();
                assertThat(arena % ARENA).isZero();
                assertThat(source.range().contains(arena)).isTrue();
                assertThat(source.range().contains(arena + ARENA - 1)).isTrue();
                Memory.putLong(arena, i);
                Memory.putLong(arena + ARENA - 8, i);
                arenas.add(arena);
            }
            assertThat(arenas).doesNotHaveDuplicates();
            for (int i = 0; i < 100; i++) {
                assertThat(Memory.getLong(arenas.get(i))).isEqualTo(i);
                assertThat(Memory.getLong(arenas.get(i) + ARENA - 8)).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void theLowestReleasedAddressesComeBackFirst(Supplier<ArenaSource> open) {
        try (ArenaSource source = open.get()) {
            long first = source.acquire();
            long second = source.acquire();
            source.acquire();
            source.release(second);
            source.release(first);
            assertThat(source.acquire()).isEqualTo(first);
            assertThat(source.acquire()).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void purgedPagesStayUsable(Supplier<ArenaSource> open) {
        try (ArenaSource source = open.get()) {
            long arena = source.acquire();
            Memory.putLong(arena, 1);
            Memory.putLong(arena + 8192, 2);
            source.purge(arena, 8192);
            Memory.putLong(arena, 3);
            assertThat(Memory.getLong(arena)).isEqualTo(3);
            assertThat(Memory.getLong(arena + 8192)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void releasingTwiceIsRefused(Supplier<ArenaSource> open) {
        try (ArenaSource source = open.get()) {
            long arena = source.acquire();
            source.release(arena);
            assertThatIllegalArgumentException().isThrownBy(() -> source.release(arena));
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void afterCloseNothingIsHandedOut(Supplier<ArenaSource> open) {
        ArenaSource source = open.get();
        long arena = source.acquire();
        assertThat(AddressRange.isReserved(arena)).isTrue();
        source.close();
        source.close();
        assertThat(AddressRange.isReserved(arena)).isFalse();
        assertThatIllegalStateException().isThrownBy(source::acquire);
        assertThatIllegalStateException().isThrownBy(() -> source.release(arena));
        assertThatIllegalStateException().isThrownBy(() -> source.purge(arena, 4096));
    }

    @Test
    void aRefusedRangeIsHalvedUntilItIsGrantedAndTheLimitIsNamed() {
        try (ArenaSource source = new Grudging(ARENA * 256L, ARENA * 100L)) {
            assertThat(source.range().bytes()).isEqualTo(ARENA * 64L);
            for (int i = 0; i < 64; i++) {
                source.acquire();
            }
            assertThatExceptionOfType(HeapExhaustedException.class)
                    .isThrownBy(source::acquire)
                    .withMessageContaining("16,777,216 bytes of its address range are in use")
                    .withMessageContaining("33,554,432 were refused")
                    .withMessageContaining("ulimit -v");
        }
    }

    /** Each hole of its own would be two more mappings, and a process may have 65,530. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void holesTakeNoMappings() {
        try (ArenaSource source = ArenaSource.mapped(ARENA)) {
            long[] arenas = LongStream.range(0, 2000).map(_ -> source.acquire()).toArray();
            int before = Mappings.count(source.range());
            for (int i = 0; i < arenas.length; i += 2) {
                source.release(arenas[i]);
            }
            assertThat(before).isLessThanOrEqualTo(3);
            assertThat(Mappings.count(source.range())).isEqualTo(before);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void arenasThatWereReleasedHaveNoPages() {
        try (ArenaSource source = ArenaSource.mapped(ARENA)) {
            long[] arenas = LongStream.range(0, 64).map(_ -> source.acquire()).toArray();
            LongStream.of(arenas).forEach(arena -> Memory.fill(arena, ARENA, (byte) 1));
            assertThat(Mappings.resident(source.range())).isEqualTo(64 * ARENA);
            for (int i = 0; i < arenas.length; i += 2) {
                source.release(arenas[i]);
            }
            assertThat(Mappings.resident(source.range())).isEqualTo(32 * ARENA);
            assertThat(Memory.getByte(arenas[1])).isOne();
        }
    }

    @Test
    void underALimitAQuarterOfWhatIsLeftIsTaken() {
        var space = new AddressSpace(ARENA * 2000L, ARENA * 800L);
        try (ArenaSource source = new Grudging(ARENA * 4096L, Long.MAX_VALUE, space)) {
            assertThat(source.range().bytes()).isEqualTo(ARENA * 256L); // and one for alignment
        }
    }

    @Test
    void aLimitThatLeavesTooLittleIsNamed() {
        var space = new AddressSpace(ARENA * 2000L, ARENA * 1744L);
        assertThatExceptionOfType(HeapExhaustedException.class)
                .isThrownBy(() -> new Grudging(ARENA * 4096L, Long.MAX_VALUE, space))
                .withMessageContaining("cannot get 16,777,216 bytes")
                .withMessageContaining("524,288,000 bytes of addresses are allowed (ulimit -v)")
                .withMessageContaining("67,108,864 are left");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4095, 300_000, 1L << 40, 1L << 58, 1L << 62, Long.MIN_VALUE})
    void impossibleArenasAreRefused(long arenaBytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArenaSource.mapped(arenaBytes))
                .withMessageContaining(Long.toString(arenaBytes));
    }

    @Test
    void aSystemThatGrantsNothingIsReported() {
        assertThatExceptionOfType(HeapExhaustedException.class)
                .isThrownBy(() -> new Grudging(ARENA * 256L, 0))
                .withMessageContaining("ulimit -v");
    }

    @Test
    void theLastOneInsideUnmapsAClosedSource() {
        Grudging source = new Grudging(ARENA * 64L, Long.MAX_VALUE);
        long arena = source.acquire();
        source.duringPurge = source::close;
        source.purge(arena, 4096);
        assertThat(source.unreservedDuringPurge).isFalse();
        assertThat(source.unreserved).isTrue();
    }

    /** Reserves no more than so much, and tells when it gives it back. */
    private static final class Grudging extends RangeArenaSource {
        private static final ThreadLocal<Long> LIMIT = new ThreadLocal<>();
        private Runnable duringPurge = () -> {};
        private boolean unreserved;
        private boolean unreservedDuringPurge;

        Grudging(long wanted, long limit) {
            super(limited(limit), wanted);
        }

        Grudging(long wanted, long limit, AddressSpace space) {
            super(limited(limit), wanted, space);
        }

        private static long limited(long limit) {
            LIMIT.set(limit);
            return ARENA;
        }

        @Override
        long reserve(long bytes) {
            return bytes > LIMIT.get() ? 0 : LibC.malloc(bytes);
        }

        @Override
        int commit(long arena) {
            return 0;
        }

        @Override
        void decommit(long arena) {}

        @Override
        void discard(long address, long bytes) {
            duringPurge.run();
            unreservedDuringPurge = unreserved;
        }

        @Override
        void unreserve(long start, long bytes) {
            unreserved = true;
            LibC.free(start, bytes);
        }
    }
}
