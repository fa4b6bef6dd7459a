package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

/** A source that does not take an arena back costs that arena, and no block. */
class RefusedReleaseTest {
    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC38;

    private static final class Refusing extends ForwardingArenaSource {
        private boolean refuses = true;

        Refusing() {
            super(ArenaSource.system(LAYOUT.arenaBytes()));
        }

        @Override
        public void release(long arena) {
            if (refuses) {
                throw new IllegalStateException("refused");
            }
            super.release(arena);
        }
    }

    @Test
    void blocksAtHandAreGivenBackOnce() {
        Refusing source = new Refusing();
        try (LockFreeAllocator allocator = new LockFreeAllocator(LAYOUT, source)) {
            int most = LAYOUT.arenaBytes() / SizeClasses.LARGEST - 7; // one is out of the last pool
            long[] first = LongStream.range(0, most).map(_ -> allocator.allocate(512)).toArray();
            long[] second = LongStream.range(0, 16).map(_ -> allocator.allocate(512)).toArray();
            LongStream.of(second).forEach(allocator::free);
            assertThatIllegalStateException().isThrownBy(allocator::trim).withMessage("refused");
            source.refuses = false;
            long[] again = LongStream.range(0, 16).map(_ -> allocator.allocate(512)).toArray();
            LongStream.of(again).forEach(allocator::free);
            LongStream.of(first).forEach(allocator::free);
            allocator.trim();
            allocator.checkInvariants();
            assertThat(allocator.statistics().liveBlocks()).isZero();
            assertThat(allocator.statistics().arenasCurrent()).isZero();
        }
    }
}
