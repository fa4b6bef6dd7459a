package org.alloclab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.LongStream;

/** What every allocator must give back when it is told to, or time and again is. */
@ParameterizedClass
@EnumSource(HeapLayout.class)
public abstract class TrimContract {
    private static final int SIZE = 256;

    @Parameter protected HeapLayout layout;

    private ArenaSource source;
    private SmallObjectAllocator allocator;

    /** Opens an empty allocator. */
    protected abstract SmallObjectAllocator open(HeapLayout layout, ArenaSource source);

    @BeforeEach
    void open() {
        source = ArenaSource.system(layout.arenaBytes());
        allocator = open(layout, source);
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    /** One live block keeps an arena, but no more than the pages of its own pool in memory. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void pagesOfPoolsWithoutABlockGoBack() {
        int arenas = 20;
        int kept = layout.arenaBytes() / SIZE; // one in so many: one in each arena, about
        long[] blocks = blocks(arenas * kept, SIZE);
        LongStream.of(blocks).forEach(block -> Memory.fill(block, SIZE, (byte) 1));
        for (int i = 0; i < blocks.length; i++) {
            if (i % kept != 0) {
                allocator.free(blocks[i]);
            }
        }
        allocator.trim();
        assertThat(allocator.statistics().arenasCurrent()).isGreaterThanOrEqualTo(arenas);
        assertThat(Mappings.resident(source.range()))
                .isLessThanOrEqualTo(arenas * 3L / 2 * layout.poolBytes());
        for (int i = 0; i < blocks.length; i += kept) {
            assertThat(Memory.getByte(blocks[i] + SIZE - 1)).isOne();
        }
    }

    @Test
    void whatWasPurgedServesAgain() {
        long[] blocks = blocks(1000, SIZE);
        for (int i = 1; i < blocks.length; i++) {
            allocator.free(blocks[i]);
        }
        allocator.trim();
        long[] again = blocks(1000, SIZE);
        LongStream all = LongStream.concat(LongStream.of(blocks[0]), LongStream.of(again));
        assertThat(all.distinct().count()).isEqualTo(1001);
        allocator.free(blocks[0]);
        LongStream.of(again).forEach(allocator::free);
        allocator.trim();
        assertThat(allocator.statistics().mappedBytes()).isZero();
    }

    private long[] blocks(int count, int size) {
        return LongStream.range(0, count).map(_ -> allocator.allocate(size)).toArray();
    }

    @Test
    void whatABurstLeavesInAQuietProcessGoesBack() throws InterruptedException {
        try (var scheduler = Executors.newSingleThreadScheduledExecutor();
                var _ = HeapTrimmer.start(allocator, Duration.ofMillis(5), scheduler)) {
            Thread burst =
                    new Thread(() -> LongStream.of(blocks(20_000, SIZE)).forEach(allocator::free));
            burst.start();
            burst.join();
            await().until(() -> allocator.statistics().mappedBytes() == 0); // nobody else calls
        }
    }

    @Test
    void aTrimmerTellsWhatEndedIt() {
        allocator.close();
        try (var scheduler = new ScheduledThreadPoolExecutor(1)) {
            var trimmer = HeapTrimmer.start(allocator, Duration.ofMillis(1), scheduler);
            await().until(() -> scheduler.getCompletedTaskCount() > 0);
            assertThatIllegalStateException()
                    .isThrownBy(trimmer::close)
                    .havingCause()
                    .withMessage("allocator: closed");
        }
    }
}
