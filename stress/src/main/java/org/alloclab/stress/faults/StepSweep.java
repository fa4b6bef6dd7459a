package org.alloclab.stress.faults;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.injection.Step;
import org.alloclab.stress.injection.Steps;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Something happens to the victim at each point of a workload, on a heap of its own each time. */
abstract class StepSweep {
    /** Between two accesses to what threads share. */
    static final Set<Step.Kind> SHARED = EnumSet.of(Step.Kind.BEFORE, Step.Kind.AFTER);

    /** Between any two accesses. */
    static final Set<Step.Kind> ACCESSES =
            EnumSet.of(Step.Kind.BEFORE, Step.Kind.AFTER, Step.Kind.PLAIN);

    /** The clock decides whether idle arenas are looked for: then a step may be missed once. */
    private static final int TRIES = 5;

    final AllocatorProvider provider;
    final SweepWorkload workload;
    final Extent extent;
    final SweepResult swept = new SweepResult();

    StepSweep(AllocatorProvider provider, SweepWorkload workload, Extent extent) {
        this.provider = provider;
        this.workload = workload;
        this.extent = extent;
    }

    /** Does it at every point of some kinds. */
    final SweepResult over(Set<Step.Kind> kinds) throws InterruptedException {
        for (InjectionPoint point : points(kinds)) {
            swept.reached(point.name());
            if (swept.hasHung()) {
                swept.missed(point.name());
            } else {
                sweep(point);
            }
        }
        return swept;
    }

    /** The points that the victim comes to each time: some depend on the clock. */
    private List<InjectionPoint> points(Set<Step.Kind> kinds) throws InterruptedException {
        Set<InjectionPoint> points = new LinkedHashSet<>(recorded(kinds));
        points.retainAll(new HashSet<>(recorded(kinds)));
        return List.copyOf(points);
    }

    private List<InjectionPoint> recorded(Set<Step.Kind> kinds) throws InterruptedException {
        InjectionPoint.Recording recording = new InjectionPoint.Recording(kinds, extent.brief());
        try (SweepFixture stage = open()) {
            Throwable thrown =
                    VictimThread.start(stage, workload, recording, () -> {}, isVirtual()).end();
            if (thrown != null) {
                throw new IllegalStateException("%s failed untouched".formatted(workload), thrown);
            }
        }
        return recording.points();
    }

    private void sweep(InjectionPoint point) throws InterruptedException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                if (reaches(point)) {
                    return;
                }
            } catch (RuntimeException | AssertionError e) {
                swept.broke(point.toString(), e);
                return;
            } finally {
                Steps.watch(Steps.NOTHING);
            }
        }
        swept.missed(point.name());
    }

    /** Whether it happens to a virtual thread. */
    boolean isVirtual() {
        return workload.isVirtual();
    }

    final SweepFixture open() {
        return SweepFixture.open(provider, workload);
    }

    /**
     * Lets it happen, and records the outcome.
     *
     * @return false if the victim did not come there, and nothing was recorded
     * @throws AssertionError if a promise is broken
     */
    abstract boolean reaches(InjectionPoint point) throws InterruptedException;

    /** Records a point after which nothing may be left and the accounting agrees. */
    final void checkClean(SweepFixture stage) {
        int left = stage.leftAfterAll();
        swept.leaked(left);
        if (left != 0) {
            throw new AssertionError("%d blocks or arenas are left".formatted(left));
        }
        swept.survived();
    }
}
