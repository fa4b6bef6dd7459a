package org.alloclab.stress.faults;

import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorProvider;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread is interrupted at each point, and while it waits for the lock. It goes on as if nothing
 * had happened, and is still interrupted at its end.
 */
final class InterruptSweep extends StepSweep {
    private static final String TAKES_LOCK = "before ReentrantLock.tryLock";

    InterruptSweep(AllocatorProvider provider, SweepWorkload workload, Extent extent) {
        super(provider, workload, extent);
    }

    @Override
    boolean reaches(InjectionPoint point) throws InterruptedException {
        return point.name().contains(TAKES_LOCK)
                ? isInterruptedThere(point) && isInterruptedWaiting(point)
                : isInterruptedThere(point);
    }

    private boolean isInterruptedThere(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            AtomicBoolean happened = new AtomicBoolean();
            Runnable action =
                    () -> {
                        happened.set(true);
                        Thread.currentThread().interrupt();
                    };
            AtomicBoolean flag = new AtomicBoolean();
            VictimThread victim = start(stage, point, action, flag);
            Throwable met = victim.end();
            if (met == null && !happened.get()) {
                return false;
            }
            check(stage, met, flag);
            return true;
        }
    }

    /** Another thread holds the lock when the victim asks for it, until the victim waits. */
    private boolean isInterruptedWaiting(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            ReentrantLock lock = LockProbe.lockOf(stage.heap()).orElseThrow();
            CountDownLatch comes = new CountDownLatch(1);
            CountDownLatch taken = new CountDownLatch(1);
            AtomicBoolean flag = new AtomicBoolean();
            VictimThread victim = start(stage, point, () -> meet(comes, taken), flag);
            victim.whenEnded(comes::countDown);
            comes.await();
            lock.lock();
            try {
                taken.countDown();
                while (!lock.hasQueuedThread(victim.thread()) && victim.thread().isAlive()) {
                    Thread.onSpinWait();
                }
                victim.thread().interrupt();
            } finally {
                lock.unlock();
            }
            check(stage, victim.end(), flag);
            return true;
        }
    }

    private static void meet(CountDownLatch comes, CountDownLatch taken) {
        comes.countDown();
        try {
            taken.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private VictimThread start(
            SweepFixture stage, InjectionPoint point, Runnable action, AtomicBoolean flag) {
        return VictimThread.start(
                stage,
                workload,
                point.doing(action),
                () -> flag.set(Thread.interrupted()),
                isVirtual());
    }

    private void check(SweepFixture stage, Throwable met, AtomicBoolean flag) {
        if (met != null) {
            throw new AssertionError("the victim got " + met, met);
        }
        if (!flag.get()) {
            throw new AssertionError("the thread is no longer interrupted");
        }
        checkClean(stage);
    }
}
