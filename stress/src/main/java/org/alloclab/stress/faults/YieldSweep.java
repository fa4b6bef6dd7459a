package org.alloclab.stress.faults;

import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorProvider;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A virtual thread leaves its carrier at each point, and continues, perhaps on another one, when
 * the other virtual threads have completed or wait for the lock that it holds.
 */
final class YieldSweep extends StepSweep {
    YieldSweep(AllocatorProvider provider, SweepWorkload workload, Extent extent) {
        super(provider, workload, extent);
    }

    @Override
    boolean isVirtual() {
        return true;
    }

    @Override
    boolean reaches(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            AtomicReference<SurvivorThreads> others = new AtomicReference<>();
            Runnable action = () -> giveWay(stage, others);
            Throwable met =
                    VictimThread.start(stage, workload, point.doing(action), () -> {}, true).end();
            if (met != null) {
                throw new AssertionError("the victim got " + met, met);
            }
            if (others.get() == null) {
                return false;
            }
            if (!others.get().await(extent.patience())) {
                swept.hung(point + ": others never end: " + others.get().whereTheyAre());
                return true;
            }
            others.get().join();
            others.get().check();
            checkClean(stage);
            return true;
        }
    }

    private void giveWay(SweepFixture stage, AtomicReference<SurvivorThreads> others) {
        ReentrantLock lock = LockProbe.lockOf(stage.heap()).orElse(null);
        SurvivorThreads started =
                SurvivorThreads.start(stage, Thread.ofVirtual().name("other-", 1));
        others.set(started);
        long end = System.nanoTime() + extent.patience().toNanos();
        while (!started.areDone() && !(lock != null && started.allWaitFor(lock))) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError(
                        "the other threads do not get through: " + started.whereTheyAre());
            }
            Thread.yield();
        }
    }
}
