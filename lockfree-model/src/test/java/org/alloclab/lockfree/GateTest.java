package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.alloclab.HeapLayout;
import org.junit.jupiter.api.Test;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

class GateTest {
    private final AtomicInteger given = new AtomicInteger();
    private final CloseGuard gate = new CloseGuard(given::incrementAndGet);

    @Test
    void anEmptyGateGivesBackWhenItIsClosed() {
        gate.enter();
        gate.leave();
        assertThat(given).hasValue(0);
        gate.close();
        gate.close();
        assertThat(given).hasValue(1);
        assertThatIllegalStateException().isThrownBy(gate::enter);
        assertThat(given).hasValue(1);
    }

    @Test
    void theLastOneInsideGivesBack() throws InterruptedException {
        gate.enter();
        Thread other = Thread.ofPlatform().start(gate::enter);
        other.join();
        gate.close();
        gate.leave();
        assertThat(given).hasValue(0);
        Thread.ofPlatform()
                .start(() -> assertThatIllegalStateException().isThrownBy(gate::enter))
                .join();
        assertThat(given).hasValue(0);
    }

    @Test
    void closingBesideCallsThatTouchBytesCrashesNothing() throws InterruptedException {
        Queue<Throwable> ends = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 200; round++) {
            LockFreeAllocator allocator = new LockFreeAllocator(HeapLayout.CLASSIC);
            Runnable calls =
                    () -> {
                        try {
                            for (; ; ) {
                                long block = allocator.allocateZeroed(512);
                                block = allocator.reallocate(block, 256);
                                allocator.free(allocator.reallocate(block, 2000));
                            }
                        } catch (RuntimeException e) {
                            ends.add(e);
                        }
                    };
            Thread one = Thread.ofPlatform().start(calls);
            Thread two = Thread.ofPlatform().start(calls);
            for (int spin = 0; spin < round * 100; spin++) {
                Thread.onSpinWait();
            }
            allocator.close();
            one.join();
            two.join();
        }
        assertThat(ends).hasSize(400).allSatisfy(e -> assertThat(e).hasMessageContaining("closed"));
    }
}
