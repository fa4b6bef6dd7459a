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
            Runnable deed =
                    () -> {
                        happened.set(true);
                        Thread.currentThread().interrupt();
                    };
            AtomicBoolean flag = new AtomicBoolean();
            VictimThread actor = start(stage, point, deed, flag);
            Throwable met = actor.end();
            if (met == null && !happened.get()) {
                return false;
            }
            check(stage, met, flag);
            return true;
        }
    }

    /** Somebody else has the lock when the thread comes for it, and keeps it until it waits. */
    private boolean isInterruptedWaiting(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            ReentrantLock lock = LockProbe.lockOf(stage.heap()).orElseThrow();
            CountDownLatch comes = new CountDownLatch(1);
            CountDownLatch taken = new CountDownLatch(1);
            AtomicBoolean flag = new AtomicBoolean();
            VictimThread actor = start(stage, point, () -> meet(comes, taken), flag);
            actor.whenEnded(comes::countDown);
            comes.await();
            lock.lock();
            try {
                taken.countDown();
                while (!lock.hasQueuedThread(actor.thread()) && actor.thread().isAlive()) {
                    Thread.onSpinWait();
                }
                actor.thread().interrupt();
            } finally {
                lock.unlock();
            }
            check(stage, actor.end(), flag);
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
            SweepFixture stage, InjectionPoint point, Runnable deed, AtomicBoolean flag) {
        return VictimThread.start(
                stage,
                workload,
                point.doing(deed),
                () -> flag.set(Thread.interrupted()),
                isVirtual());
    }

    private void check(SweepFixture stage, Throwable met, AtomicBoolean flag) {
        if (met != null) {
            throw new AssertionError("the thread met " + met, met);
        }
        if (!flag.get()) {
            throw new AssertionError("the thread is no longer interrupted");
        }
        checkClean(stage);
    }
}
