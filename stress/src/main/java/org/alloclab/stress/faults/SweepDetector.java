package org.alloclab.stress.faults;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;
import org.alloclab.stress.injection.Step;
import org.alloclab.stress.injection.StepTable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Faults at every point of a few workloads. An item is a sweep, {@code freeze.gil.dead}. */
public final class SweepDetector implements Detector {
    private final Extent extent;

    public SweepDetector(Extent extent) {
        this.extent = extent;
    }

    @Override
    public void run(Order order, DetectorOutput findings) throws InterruptedException {
        List<Sweep> sweeps = new ArrayList<>();
        for (Model model : order.models()) {
            Sweep.of(model.provider()).stream()
                    .filter(sweep -> order.tests().matcher(sweep.name()).find())
                    .forEach(sweeps::add);
        }
        findings.planned(sweeps.size());
        for (Sweep sweep : sweeps) {
            findings.started(sweep.name());
            long start = System.nanoTime();
            SweepResult swept = sweep.run(extent);
            record(sweep, swept, (System.nanoTime() - start) / 1_000_000, findings);
            if (swept.hasHung() || order.stopAtFirst() && findings.found() > 0) {
                return; // threads that hang would disturb the next sweep
            }
        }
    }

    /** The steps in the classes loaded so far. */
    private static List<String> known(AllocatorProvider provider) {
        return StepTable.all().stream()
                .filter(Step::isAccess)
                .filter(step -> step.room().matches(provider.name() + "|memory"))
                .map(Step::toString)
                .toList();
    }

    private static void record(
            Sweep sweep, SweepResult swept, long millis, DetectorOutput findings) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("sweep", sweep.fault().toString());
        more.put("backend", sweep.provider().name());
        more.put("workload", sweep.workload().toString());
        more.put("millis", millis);
        more.putAll(swept.figures());
        if (sweep.fault() == FaultKind.FREEZE) {
            more.put("reached", swept.reached());
            more.put("known", known(sweep.provider()));
        }
        more.put("hung", swept.hasHung());
        if (swept.broken().isEmpty()) {
            findings.done(sweep.name(), more);
        } else {
            String evidence = String.join("\n", swept.broken());
            findings.found(sweep.name(), swept.summary(), evidence, more);
        }
    }
}
