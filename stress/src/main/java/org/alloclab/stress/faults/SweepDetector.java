package org.alloclab.stress.faults;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.LoadedAllocators;
import org.alloclab.stress.injection.Step;
import org.alloclab.stress.injection.StepTable;
import org.alloclab.stress.injection.SteppedClasses;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;

import java.util.List;

/** Faults at every point of a few workloads. An item is a sweep, {@code freeze.gil.dead}. */
public final class SweepDetector implements Detector {
    @Override
    public String name() {
        return "sweep";
    }

    /** One that puts steps into the allocators' classes. */
    @Override
    public ClassLoader loader() {
        ClassLoader own = getClass().getClassLoader();
        return own instanceof SteppedClasses ? own : new SteppedClasses();
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) throws InterruptedException {
        List<Sweep> sweeps =
                order.backends().stream()
                        .flatMap(name -> Sweep.of(LoadedAllocators.named(name)).stream())
                        .filter(sweep -> order.chosen().test(sweep.name()))
                        .toList();
        output.planned(sweeps.size(), null);
        for (Sweep sweep : sweeps) {
            output.started(sweep.name());
            long start = System.nanoTime();
            SweepResult swept = sweep.run(order.brief() ? Extent.BRIEF : Extent.ALL);
            record(sweep, swept, (System.nanoTime() - start) / 1e9, output);
            if (swept.hasHung() || order.stopAtFirst() && output.found() > 0) {
                return; // threads that hang are in the way of the next sweep
            }
        }
    }

    private static void record(
            Sweep sweep, SweepResult swept, double seconds, DetectorOutput output) {
        boolean freezes = sweep.fault() == FaultKind.FREEZE;
        Details details =
                new Details.Sweep(
                        swept.of(sweep, seconds),
                        freezes ? swept.reached() : List.of(),
                        freezes ? known(sweep.provider()) : List.of());
        if (swept.broken().isEmpty()) {
            output.done(sweep.name(), details);
        } else {
            String evidence = String.join("\n", swept.broken());
            output.found(sweep.name(), swept.summary(), evidence, details);
        }
    }

    /** The steps there are in the classes loaded so far. */
    private static List<String> known(AllocatorProvider provider) {
        return StepTable.all().stream()
                .filter(Step::isAccess)
                .filter(step -> step.room().matches(provider.name() + "|memory"))
                .map(Step::toString)
                .toList();
    }
}
