package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.RawMemory;
import org.alloclab.provider.AllocatorUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.ThreadParams;

/** What {@code transfer} notices. */
class TransferTest {
    private static final ThreadParams ALONE = new ThreadParams(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);

    private final RawMemory memory = new RawMemory(new MappedBytes());

    @AfterEach
    void giveBack() {
        memory.close();
    }

    @Test
    void aBlockHandedOutTwiceFailsIt() {
        assertThatThrownBy(() -> run(new Fresh(100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handed out twice");
    }

    @Test
    void blocksHandedOutOnceDoNot() {
        assertThatCode(() -> run(new Fresh(Integer.MAX_VALUE))).doesNotThrowAnyException();
    }

    private static void run(SmallObjectAllocator allocator) throws AllocatorUnavailableException {
        MeasuredAllocator subject = new MeasuredAllocator();
        subject.use(new BareProvider(() -> allocator));
        var slots = new TransferBenchmark.SharedSlots();
        slots.setUp(subject);
        var benchmark = new TransferBenchmark();
        benchmark.enter(subject, ALONE);
        for (int i = 0; i < 10; i++) {
            benchmark.transfer(slots);
        }
        benchmark.leave();
    }

    /** Every block is a new one, but for some, which are the one before. */
    private final class Fresh implements SmallObjectAllocator {
        private final int repeat;
        private int count;
        private long last;

        Fresh(int repeat) {
            this.repeat = repeat;
        }

        @Override
        public long allocate(long size) {
            if (++count % repeat != 0) {
                last = memory.allocate(512);
            }
            return last;
        }

        @Override
        public void free(long address) {}

        @Override
        public long allocateZeroed(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long reallocate(long address, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long usableSize(long address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HeapStatistics statistics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public HeapSnapshot snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void trim() {}

        @Override
        public HeapLayout layout() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
