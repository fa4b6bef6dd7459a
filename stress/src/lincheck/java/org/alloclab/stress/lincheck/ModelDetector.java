package org.alloclab.stress.lincheck;

import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;

import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Model checking by Lincheck: interleavings of a few steps, one after the other. An item is a
 * scenario; the time that one does not need is left to those after it.
 */
public final class ModelDetector implements Detector {
    @Override
    public String name() {
        return "model";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) {
        List<Scenario> scenarios = scenarios(order);
        output.planned(scenarios.size(), null);
        long end = System.nanoTime() + order.budget().toNanos();
        for (int done = 0; done < scenarios.size(); done++) {
            long left = Math.max(0, end - System.nanoTime());
            Duration share = Duration.ofNanos(left / (scenarios.size() - done));
            check(scenarios.get(done), share, output);
            if (order.stopAtFirst() && output.found() > 0) {
                return;
            }
        }
    }

    private static List<Scenario> scenarios(DetectorOrder order) {
        return ServiceLoader.load(ScenarioList.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(list -> order.packages().contains(list.getClass().getPackageName()))
                .flatMap(list -> list.scenarios().stream())
                .filter(scenario -> order.chosen().test(scenario.name()))
                .toList();
    }

    private static void check(Scenario scenario, Duration time, DetectorOutput output) {
        output.started(scenario.name());
        Checked checked = Checker.check(scenario, time);
        Details details =
                new Details.Scenario(
                        checked.millis(), checked.interleavings(), checked.exhausted());
        if (checked.failure() == null) {
            output.done(scenario.name(), details);
        } else {
            Checked.Failure failure = checked.failure();
            output.found(scenario.name(), failure.summary(), failure.interleaving(), details);
        }
    }
}
