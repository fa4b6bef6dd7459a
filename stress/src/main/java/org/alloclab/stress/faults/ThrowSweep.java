package org.alloclab.stress.faults;

import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorProvider;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * An error is thrown at each point. The victim ends by it, or continues; the other threads get
 * through, no block is handed out twice, and no live block is lost.
 *
 * <p>Where the interrupted call may cost something, what is left is counted; where it may not,
 * nothing may be left. A lock that stays locked stops the other threads for good: that is allowed
 * only inside the lock's own code, between taking it and the {@code try}, where in a real run
 * nothing is thrown.
 */
final class ThrowSweep extends StepSweep {
    private static final String LOCKS_OWN = "GlobalInterpreterLock.";
    private static final String INJECTED = "thrown by the sweep";

    private final Function<String, Error> error;
    private final boolean mayCost;
    private final boolean goesOn;

    /**
     * @param error made of a message
     * @param mayCost whether a block or a pool may be lost with the call
     * @param goesOn whether the victim continues afterwards
     */
    ThrowSweep(
            AllocatorProvider provider,
            SweepWorkload workload,
            Extent extent,
            Function<String, Error> error,
            boolean mayCost,
            boolean goesOn) {
        super(provider, workload, extent);
        this.error = error;
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
                                    point.doing(this::inject),
                                    () -> goOn(stage),
                                    isVirtual())
                            .end();
            if (met == null) {
                return false;
            }
            if (!isInjected(met)) {
                throw new AssertionError("the victim got " + met, met);
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

    private void inject() {
        throw error.apply(INJECTED);
    }

    /** Whether this was thrown by a sweep. */
    static boolean isInjected(Throwable thrown) {
        return INJECTED.equals(thrown.getMessage());
    }

    private void goOn(SweepFixture stage) {
        if (mayCost) {
            stage.tolerateDamage();
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
            swept.damaged(stage.damaged());
            swept.survived();
        } else {
            checkClean(stage);
        }
    }
}
