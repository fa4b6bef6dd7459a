package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicReference;

/**
 * An arena's addresses may be somebody else's before the call that gives them back has returned:
 * whoever gave them back has nothing more to do there.
 */
class ReusedAddressTest {
    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC38; // gives arenas back at once

    /** Hands out again what comes back, in the middle of the call that brings it. */
    private static final class Hasty extends ForwardingArenaSource {
        private long kept;
        private Runnable meanwhile;
        private final AtomicReference<Throwable> thrown = new AtomicReference<>();

        Hasty() {
            super(ArenaSource.system(LAYOUT.arenaBytes()));
        }

        @Override
        public long acquire() {
            long arena = kept;
            kept = 0;
            return arena != 0 ? arena : super.acquire();
        }

        @Override
        public void release(long arena) {
            if (meanwhile == null) {
                super.release(arena);
                return;
            }
            kept = arena;
            Thread other = Thread.ofPlatform().unstarted(meanwhile);
            meanwhile = null;
            other.setUncaughtExceptionHandler((_, e) -> thrown.set(e));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void itsNextUserFindsNothingOfTheLast() {
        Hasty source = new Hasty();
        long[] next = new long[1];
        try (LockFreeAllocator allocator = new LockFreeAllocator(LAYOUT, source)) {
            long last = allocator.allocate(SizeClasses.LARGEST);
            allocator.free(last);
            source.meanwhile = () -> next[0] = allocator.allocate(SizeClasses.LARGEST);
            allocator.trim();
            assertThat(source.thrown.get()).isNull();
            assertThat(next[0]).as("the same arena").isBetween(last, last + LAYOUT.arenaBytes());
            assertThat(allocator.usableSize(next[0])).isEqualTo(SizeClasses.LARGEST);
            assertThat(allocator.statistics().arenasCurrent()).isOne();
            allocator.checkInvariants();
            allocator.free(next[0]);
            allocator.trim();
        }
    }
}
