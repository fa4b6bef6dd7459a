package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/** Evidence of corruption stops a heap for good; a caller's mistake does not. */
@ParameterizedClass
@EnumSource(value = CheckLevel.class, names = "FAITHFUL", mode = EnumSource.Mode.EXCLUDE)
class FailStopTest {
    @Parameter private CheckLevel level;

    private CheckedAllocator heap;

    @BeforeEach
    void open() {
        var model = new LockFreeAllocator(HeapLayout.CLASSIC);
        heap = (CheckedAllocator) level.around(model, () -> true);
    }

    @AfterEach
    void close() {
        heap.close();
    }

    @Test
    void everyCallFailsAfterwardsButClose() {
        long block = heap.allocate(64);
        long other = heap.allocate(64);
        heap.free(block);
        HeapStoppedException first =
                catchThrowableOfType(HeapStoppedException.class, () -> heap.free(block));
        List<Runnable> calls =
                List.of(
                        () -> heap.allocate(1),
                        () -> heap.allocateZeroed(1),
                        () -> heap.reallocate(other, 10),
                        () -> heap.free(other),
                        () -> heap.free(0),
                        () -> heap.usableSize(other),
                        () -> heap.domain(Domain.RAW).allocate(1),
                        heap::statistics,
                        heap::snapshot,
                        heap::trim);
        for (Runnable call : calls) {
            HeapStoppedException e = catchThrowableOfType(HeapStoppedException.class, call::run);
            assertThat(e).hasMessageStartingWith("after an error before this call, ");
            assertThat(e.report()).isEqualTo(first.report());
        }
        heap.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> heap.allocate(1))
                .isNotInstanceOf(HeapStoppedException.class);
    }

    @Test
    void theMessageNamesKindAddressSerialsThreadsAndWhatToDo() {
        long block = heap.allocate(20);
        heap.free(block);
        assertThatThrownBy(() -> heap.free(block))
                .hasMessage(
                        ("heap stopped: DoubleFree: block 0x%x freed at #2, again at #3; 20 bytes,"
                                        + " size class 2 with its fences, allocated at #1 by %s;"
                                        + " freed at #2 by %2$s (find which of the two frees is"
                                        + " wrong, then start anew)")
                                .formatted(block, Thread.currentThread().getName()));
    }

    @Test
    void aCallersMistakesLeaveItUsable() {
        long block = heap.allocate(64);
        assertThatIllegalArgumentException().isThrownBy(() -> heap.allocate(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> heap.reallocate(block, -1));
        assertThatThrownBy(() -> heap.reallocate(block, Long.MAX_VALUE))
                .isInstanceOf(HeapExhaustedException.class);
        assertThatThrownBy(() -> heap.reallocate(block, 1L << 60))
                .isInstanceOf(HeapExhaustedException.class);
        assertThatThrownBy(() -> heap.usableSize(block + 16))
                .isInstanceOf(InvalidAddressException.class);
        heap.free(heap.reallocate(block, 100), 100);
        assertThat(heap.statistics().liveBlocks()).isZero();
    }

    @Test
    void aListenerHearsItFirstAndMayThrowAnother() {
        List<CorruptionReport> heard = new ArrayList<>();
        heap.onCorruption(heard::add);
        long block = heap.allocate(64);
        Memory.putByte(block + 64, (byte) ~Memory.getByte(block + 64));
        assertThatThrownBy(() -> heap.reallocate(block, 100))
                .isInstanceOf(HeapStoppedException.class);
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().kind()).isEqualTo(Corruption.FENCE_BROKEN);
        assertThat(heard.getFirst().address()).isEqualTo(block + 64);

        heap.onCorruption(report -> {
            throw new UnsupportedOperationException(report.line());
        });
        assertThatThrownBy(() -> heap.free(block)).isInstanceOf(HeapStoppedException.class);
    }

    /** The block that is 257th to be freed pushes out the first. */
    @Test
    void aWriteAfterFreeIsFoundWhenTheMemoryIsToGoBack() {
        long block = heap.allocate(64);
        heap.free(block);
        Memory.putByte(block + 20, (byte) 1);
        int frees = 0;
        HeapStoppedException e = null;
        while (e == null && frees < 1000) {
            long next = heap.allocate(64);
            assertThat(next).isNotEqualTo(block);
            frees++;
            e = catchThrowableOfType(HeapStoppedException.class, () -> heap.free(next));
        }
        assertThat(frees).isEqualTo(256);
        assertThat(e.report().kind()).isEqualTo(Corruption.WRITE_AFTER_FREE);
        assertThat(e).hasMessageContaining("offset 20 of block 0x%x", block);
        assertThat(e.report().history()).last().asString().startsWith("freed at #2 by");
    }

    @Test
    void everyByteOfTheFencesIsGuarded() {
        for (int offset : new int[] {-1, -2, -7, -8, 0, 1, 6, 7}) {
            heap.close();
            open();
            long block = heap.allocate(64);
            long at = offset < 0 ? block + offset : block + 64 + offset;
            Memory.putByte(at, (byte) ~Memory.getByte(at));
            HeapStoppedException e =
                    catchThrowableOfType(HeapStoppedException.class, () -> heap.free(block));
            assertThat(e).as("offset %d", offset).isNotNull();
            assertThat(e.report().kind()).isEqualTo(Corruption.FENCE_BROKEN);
            assertThat(e.report().address()).isEqualTo(at);
        }
    }
}
