package org.alloclab.stress.faults;

import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorProvider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The victim is frozen at each point, until the other threads have completed, or all of them wait
 * for a lock that the victim holds.
 *
 * <p>Whether the victim holds the lock is asked of the lock before the others start; they must stop
 * exactly then. Afterwards the victim continues, and the accounting must agree.
 */
final class FreezeSweep extends StepSweep {
    private static final Duration LOOK = Duration.ofMillis(1);

    FreezeSweep(AllocatorProvider provider, SweepWorkload workload, Extent extent) {
        super(provider, workload, extent);
    }

    @Override
    boolean reaches(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            Freezer freezer = new Freezer();
            VictimThread victim = VictimThread.start(stage, workload, point.doing(freezer::freeze));
            if (!freezer.hasFrozen(victim)) {
                return false;
            }
            boolean holds =
                    LockProbe.lockOf(stage.heap()).map(ReentrantLock::isLocked).orElse(false);
            SurvivorThreads others = SurvivorThreads.start(stage);
            Outcome outcome = outcome(others, stage);
            String where = outcome == Outcome.UNDECIDED ? others.whereTheyAre() : "";
            freezer.release();
            if (outcome == Outcome.UNDECIDED && !others.await(extent.patience())) {
                swept.hung(point + ": others never end: " + where);
                return true;
            }
            others.join();
            Throwable thrown = victim.end();
            others.check();
            if (thrown != null) {
                throw new AssertionError("the victim got " + thrown, thrown);
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
            throw new AssertionError("the other threads do not get through: " + where);
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

    /** Stops a thread until it is told to continue. */
    private static final class Freezer {
        private final CountDownLatch frozenOrEnded = new CountDownLatch(1);
        private volatile boolean released;
        private volatile Thread frozen;

        /** Caller: the thread that is to be frozen. */
        void freeze() {
            frozen = Thread.currentThread();
            frozenOrEnded.countDown();
            while (!released) {
                LockSupport.park(this);
            }
        }

        /** Waits until the thread is frozen; false if it ended without that. */
        boolean hasFrozen(VictimThread victim) throws InterruptedException {
            victim.whenEnded(frozenOrEnded::countDown);
            frozenOrEnded.await();
            return frozen != null;
        }

        void release() {
            released = true;
            LockSupport.unpark(frozen);
        }
    }
}
