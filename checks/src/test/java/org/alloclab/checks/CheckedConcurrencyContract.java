package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.ConcurrentAllocatorContract;
import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.junit.jupiter.api.Test;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The contract with checks around the allocator, and threads: a wrong free stops the heap. */
abstract class CheckedConcurrencyContract extends ConcurrentAllocatorContract {
    private final CheckLevel level;

    CheckedConcurrencyContract(CheckLevel level) {
        this.level = level;
    }

    /** The layout is the affair of the allocator inside. */
    protected static Stream<HeapLayout> layouts() {
        return Stream.of(HeapLayout.CLASSIC);
    }

    abstract SmallObjectAllocator openModel(HeapLayout heapLayout, ArenaSource source);

    @Override
    protected SmallObjectAllocator open(HeapLayout heapLayout, ArenaSource source) {
        return level.around(openModel(heapLayout, source), () -> true);
    }

    @Test
    @Override
    protected void aFreeByAnotherThreadOfAFreedBlockIsRefused() throws Exception {
        long block = allocator.allocate(64);
        run(1, Thread.ofPlatform().name("first").factory(), thread -> allocator.free(block));
        run(
                1,
                Thread.ofPlatform().name("second").factory(),
                thread -> {
                    var e =
                            catchThrowableOfType(
                                    HeapStoppedException.class, () -> allocator.free(block));
                    assertThat(e.report().kind()).isEqualTo(Corruption.DOUBLE_FREE);
                    assertThat(e).hasMessageContaining("freed at #2 by first");
                });
        assertThat(catchThrowableOfType(HeapStoppedException.class, () -> allocator.allocate(1)))
                .hasMessageContaining("before this call");
    }

    /** One free succeeds, each other is told: nothing is left to be met later. */
    @Test
    @Override
    protected void threadsThatRaceToFreeABlockBreakNothingElse() throws Exception {
        for (int round = 0; round < 60; round++) {
            try (var heap = open(layout, ArenaSource.system(layout.arenaBytes()))) {
                long block = heap.allocate(64);
                Queue<HeapStoppedException> stopped = new ConcurrentLinkedQueue<>();
                run(
                        3,
                        Thread.ofPlatform().factory(),
                        thread -> {
                            try {
                                heap.free(block);
                            } catch (HeapStoppedException e) {
                                stopped.add(e);
                            }
                        });
                assertThat(stopped).hasSize(2);
                assertThat(stopped)
                        .allSatisfy(e ->
                                assertThat(e.report().kind()).isEqualTo(Corruption.DOUBLE_FREE));
            }
        }
    }
}
