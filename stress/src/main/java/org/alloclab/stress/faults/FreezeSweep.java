package org.alloclab.stress.faults;

import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorProvider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread is frozen at each point, for as long as others need to get through or to be stopped for
 * good: then all of them wait for the lock, whose holder is frozen.
 *
 * <p>Whether the frozen thread holds the lock is asked of the lock before the others start; they
 * must stop exactly then. Afterwards the thread goes on, and the books must agree.
 */
final class FreezeSweep extends StepSweep {
    private static final Duration LOOK = Duration.ofMillis(1);

    FreezeSweep(AllocatorProvider provider, SweepWorkload workload, Extent extent) {
        super(provider, workload, extent);
    }

    @Override
    boolean reaches(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            Frost frost = new Frost();
            VictimThread actor = VictimThread.start(stage, workload, point.doing(frost::freeze));
            if (!frost.falls(actor)) {
                return false;
            }
            boolean holds =
                    LockProbe.lockOf(stage.heap()).map(ReentrantLock::isLocked).orElse(false);
            SurvivorThreads others = SurvivorThreads.start(stage);
            Outcome outcome = outcome(others, stage);
            String where = outcome == Outcome.UNDECIDED ? others.whereTheyAre() : "";
            frost.melt();
            if (outcome == Outcome.UNDECIDED && !others.await(extent.patience())) {
                swept.hung(point + ": others never end: " + where);
                return true;
            }
            others.join();
            Throwable thrown = actor.end();
            others.check();
            if (thrown != null) {
                throw new AssertionError("the thread met " + thrown, thrown);
            }
            judge(point, holds, outcome, where, stage);
            return true;
        }
    }

    private enum Outcome {
        THROUGH,
        STOPPED,
        UNDECIDED
    }

    private Outcome outcome(SurvivorThreads others, SweepFixture stage)
            throws InterruptedException {
        ReentrantLock lock = LockProbe.lockOf(stage.heap()).orElse(null);
        long end = System.nanoTime() + extent.patience().toNanos();
        while (!others.await(LOOK)) {
            if (lock != null && others.allWaitFor(lock)) {
                return Outcome.STOPPED;
            }
            if (System.nanoTime() - end >= 0) {
                return Outcome.UNDECIDED;
            }
        }
        return Outcome.THROUGH;
    }

    private void judge(
            InjectionPoint point,
            boolean holds,
            Outcome outcome,
            String where,
            SweepFixture stage) {
        if (outcome == Outcome.UNDECIDED) {
            throw new AssertionError("the others do not get through: " + where);
        }
        if (holds != (outcome == Outcome.STOPPED)) {
            throw new AssertionError(
                    holds ? "the others get through a lock" : "the others wait, for no holder");
        }
        int left = stage.leftAfterAll();
        swept.leaked(left);
        if (left != 0) {
            throw new AssertionError("%d blocks or arenas are left".formatted(left));
        }
        if (holds) {
            swept.stopped(point.name());
        } else {
            swept.survived();
        }
    }

    /** What a thread is frozen by. */
    private static final class Frost {
        private final CountDownLatch fallen = new CountDownLatch(1);
        private volatile boolean melted;
        private volatile Thread frozen;

        /** Caller: the thread that is to be frozen. */
        void freeze() {
            frozen = Thread.currentThread();
            fallen.countDown();
            while (!melted) {
                LockSupport.park(this);
            }
        }

        /** Waits until it falls; false if the thread came to its end without it. */
        boolean falls(VictimThread actor) throws InterruptedException {
            actor.whenEnded(fallen::countDown);
            fallen.await();
            return frozen != null;
        }

        void melt() {
            melted = true;
            LockSupport.unpark(frozen);
        }
    }
}
