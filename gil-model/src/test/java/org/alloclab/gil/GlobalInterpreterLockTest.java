package org.alloclab.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

class GlobalInterpreterLockTest {
    private final GilAllocator allocator = new GilAllocator(HeapLayout.CLASSIC);
    private final GlobalInterpreterLock lock = allocator.lock();

    @AfterEach
    void close() {
        allocator.close();
    }

    @Test
    void everyCallTakesTheLockOnce() {
        long before = lock.cost().acquisitions();
        allocator.free(allocator.allocate(64));
        allocator.free(allocator.allocate(5000));
        assertThat(lock.cost().acquisitions()).isEqualTo(before + 4);
        assertThat(lock.cost().contendedAcquisitions()).isZero();
        assertThat(lock.cost().waitedNanos()).isZero();
    }

    @Test
    void aHolderTakesItOnceForManyCalls() {
        long before = lock.cost().acquisitions();
        lock.acquire();
        lock.acquire();
        for (int i = 0; i < 100; i++) {
            allocator.free(allocator.allocate(64));
        }
        lock.release();
        assertThat(lock.isHeld()).isTrue();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
        assertThat(lock.cost().acquisitions()).isEqualTo(before + 1);
    }

    @Test
    void releasingWhatOneDoesNotHoldIsRefused() {
        assertThatThrownBy(lock::release).isInstanceOf(IllegalMonitorStateException.class);
        lock.acquire();
        lock.release();
        assertThatThrownBy(lock::release).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void releasingWhatAnotherHoldsIsRefusedHoweverOftenHeHoldsIt() throws InterruptedException {
        lock.acquire();
        lock.acquire();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = Thread.ofPlatform().unstarted(lock::release);
        other.setUncaughtExceptionHandler((_, e) -> thrown.set(e));
        other.start();
        other.join();
        assertThat(thrown.get()).isInstanceOf(IllegalMonitorStateException.class);
        lock.release();
        assertThat(lock.isHeld()).isTrue();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    static Map<String, Consumer<GilAllocator>> calls() {
        return Map.of(
                "allocate", heap -> heap.allocate(64),
                "allocateZeroed", heap -> heap.allocateZeroed(64),
                "reallocate", heap -> heap.reallocate(0, 64),
                "free", heap -> heap.free(0),
                "usableSize", heap -> heap.usableSize(heap.allocate(64)),
                "statistics", GilAllocator::statistics,
                "snapshot", GilAllocator::snapshot,
                "trim", GilAllocator::trim,
                "close", GilAllocator::close);
    }

    static Set<String> callNames() {
        return calls().keySet();
    }

    @ParameterizedTest
    @MethodSource("callNames")
    void everyCallWaitsForWhoHoldsTheLock(String call) throws InterruptedException {
        lock.acquire();
        Thread other = Thread.ofPlatform().start(() -> calls().get(call).accept(allocator));
        await().until(() -> other.getState() == Thread.State.WAITING);
        lock.release();
        other.join();
    }

    @Test
    void theLockIsReleasedWhenACallFails() throws InterruptedException {
        assertThatThrownBy(() -> allocator.free(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> allocator.allocate(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(lock.isHeld()).isFalse();
        Thread other = Thread.ofPlatform().start(() -> allocator.free(allocator.allocate(1)));
        other.join(10_000);
        assertThat(other.isAlive()).isFalse();
    }

    @Test
    void theLockIsReleasedWhenMemoryRunsOut() {
        long block = allocator.allocate(64);
        long huge = Long.MAX_VALUE / 2;
        assertThatThrownBy(() -> allocator.allocate(huge))
                .isInstanceOf(HeapExhaustedException.class);
        assertThat(lock.isHeld()).isFalse();
        assertThatThrownBy(() -> allocator.allocateZeroed(huge))
                .isInstanceOf(HeapExhaustedException.class);
        assertThat(lock.isHeld()).isFalse();
        assertThatThrownBy(() -> allocator.reallocate(block, huge))
                .isInstanceOf(HeapExhaustedException.class);
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void whoWaitsIsCounted() throws InterruptedException {
        lock.acquire();
        Thread other = Thread.ofPlatform().start(() -> allocator.allocate(64));
        await().until(() -> other.getState() == Thread.State.WAITING);
        lock.release();
        other.join();
        assertThat(lock.cost().contendedAcquisitions()).isOne();
        assertThat(lock.cost().waitedNanos()).isPositive();
    }
}
