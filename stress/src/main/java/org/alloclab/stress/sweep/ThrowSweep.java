package org.alloclab.stress.sweep;

import org.alloclab.gil.Holding;
import org.alloclab.stress.traffic.Subject;

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

    private final Thrown thrown;
    private final boolean mayCost;
    private final boolean goesOn;

    /**
     * @param mayCost whether a block or a pool may be lost with the call
     * @param goesOn whether the thread goes on afterwards
     */
    ThrowSweep(
            Subject subject,
            Workload workload,
            Extent extent,
            Thrown thrown,
            boolean mayCost,
            boolean goesOn) {
        super(subject, workload, extent);
        this.thrown = thrown;
        this.mayCost = mayCost;
        this.goesOn = goesOn;
    }

    @Override
    boolean reaches(Point point) throws InterruptedException {
        Stage stage = open();
        ReentrantLock lock = Holding.lockOf(stage.heap()).orElse(null);
        Runnable afterwards =
                () -> {
                    if (mayCost) {
                        stage.hands().tolerateDamage();
                    }
                    if (goesOn && (lock == null || !lock.isLocked())) {
                        Others.workAlone(stage);
                    }
                };
        Throwable met =
                Actor.start(stage, workload, point.doing(thrown::raise), afterwards, isVirtual())
                        .end();
        if (met == null) {
            stage.close();
            return false;
        }
        if (!Thrown.isOurs(met)) {
            throw new AssertionError("the thread met " + met, met);
        }
        if (lock != null && lock.isLocked()) {
            if (!point.name().startsWith(LOCKS_OWN)) {
                throw new AssertionError("the lock stays locked");
            }
            swept.stopped(point.name()); // its heap cannot be closed any more
            return true;
        }
        try (stage) {
            if (mayCost) {
                stage.hands().tolerateDamage();
            }
            Others others = Others.start(stage);
            if (!others.await(extent.patience())) {
                swept.hung(point + ": others never end: " + others.whereTheyAre());
                return true;
            }
            others.join();
            others.check();
            judge(stage);
        }
        return true;
    }

    private void judge(Stage stage) {
        if (mayCost) {
            swept.leaked(stage.left());
            swept.damaged(stage.hands().damaged());
            swept.survived();
        } else {
            checkClean(stage);
        }
    }
}
