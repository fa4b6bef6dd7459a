package org.alloclab.stress.faults;

import org.alloclab.gil.LockProbe;
import org.alloclab.stress.soak.AllocatorUnderTest;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Something is thrown at each point. The thread dies of it, or goes on; others get through, no
 * block is in two hands, none that is live is lost.
 *
 * <p>Where the call that was cut short may cost something, what is left is counted; where it may
 * not, nothing is. A lock that is left locked stops the others for good: that may be only where its
 * own code was cut short, between taking it and the {@code try}, where in truth nothing is thrown.
 */
final class ThrowSweep extends StepSweep {
    private static final String LOCKS_OWN = "GlobalInterpreterLock.";

    private final InjectedError thrown;
    private final boolean mayCost;
    private final boolean goesOn;

    /**
     * @param mayCost whether a block or a pool may be lost with the call
     * @param goesOn whether the thread goes on afterwards
     */
    ThrowSweep(
            AllocatorUnderTest subject,
            SweepWorkload workload,
            Extent extent,
            InjectedError thrown,
            boolean mayCost,
            boolean goesOn) {
        super(subject, workload, extent);
        this.thrown = thrown;
        this.mayCost = mayCost;
        this.goesOn = goesOn;
    }

    @Override
    boolean reaches(InjectionPoint point) throws InterruptedException {
        try (SweepFixture stage = open()) {
            Throwable met =
                    VictimThread.start(
                                    stage,
                                    workload,
                                    point.doing(thrown::raise),
                                    () -> goOn(stage),
                                    isVirtual())
                            .end();
            if (met == null) {
                return false;
            }
            if (!InjectedError.isOurs(met)) {
                throw new AssertionError("the thread met " + met, met);
            }
            if (isLocked(stage)) {
                checkLocksOwn(point);
                swept.stopped(point.name());
            } else {
                judge(point, stage);
            }
            return true;
        }
    }

    private void goOn(SweepFixture stage) {
        if (mayCost) {
            stage.hands().tolerateDamage();
        }
        if (goesOn && !isLocked(stage)) {
            SurvivorThreads.workAlone(stage);
        }
    }

    /** Whether the lock was left locked. */
    private static boolean isLocked(SweepFixture stage) {
        return LockProbe.lockOf(stage.heap()).map(ReentrantLock::isLocked).orElse(false);
    }

    private static void checkLocksOwn(InjectionPoint point) {
        if (!point.name().startsWith(LOCKS_OWN)) {
            throw new AssertionError("the lock stays locked");
        }
    }

    private void judge(InjectionPoint point, SweepFixture stage) throws InterruptedException {
        SurvivorThreads others = SurvivorThreads.start(stage);
        if (!others.await(extent.patience())) {
            swept.hung(point + ": others never end: " + others.whereTheyAre());
            return;
        }
        others.join();
        others.check();
        if (mayCost) {
            swept.leaked(stage.left());
            swept.damaged(stage.hands().damaged());
            swept.survived();
        } else {
            checkClean(stage);
        }
    }
}
