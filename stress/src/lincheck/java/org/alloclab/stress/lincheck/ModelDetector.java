package org.alloclab.stress.lincheck;

import org.alloclab.gil.GilScenarios;
import org.alloclab.lockfree.LockFreeScenarios;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Model checking by Lincheck: interleavings of a few steps, one after the other. An item is a
 * scenario; the time that one does not need is left to those after it.
 */
public final class ModelDetector implements Detector {
    @Override
    public void run(Order order, DetectorOutput findings) {
        List<Scenario> scenarios = scenarios(order);
        findings.planned(scenarios.size());
        long end = System.nanoTime() + order.budget().toNanos();
        for (int done = 0; done < scenarios.size(); done++) {
            long left = Math.max(0, end - System.nanoTime());
            check(
                    scenarios.get(done),
                    Duration.ofNanos(left / (scenarios.size() - done)),
                    findings);
            if (order.stopAtFirst() && findings.found() > 0) {
                return;
            }
        }
    }

    private static List<Scenario> scenarios(Order order) {
        Stream<Scenario> gil =
                order.models().contains(Model.GIL) ? GilScenarios.all().stream() : Stream.of();
        Stream<Scenario> lockFree =
                order.models().contains(Model.LOCKFREE)
                        ? LockFreeScenarios.all().stream()
                        : Stream.of();
        return Stream.concat(gil, lockFree)
                .filter(scenario -> order.tests().matcher(scenario.name()).find())
                .toList();
    }

    private static void check(Scenario scenario, Duration time, DetectorOutput findings) {
        findings.started(scenario.name());
        Checked checked = Checker.check(scenario, time);
        Map<String, ?> figures =
                Map.of(
                        "millis", checked.millis(),
                        "interleavings", checked.interleavings(),
                        "exhausted", checked.exhausted());
        if (checked.failure() == null) {
            findings.done(scenario.name(), figures);
        } else {
            Checked.Failure failure = checked.failure();
            findings.found(scenario.name(), failure.summary(), failure.interleaving(), figures);
        }
    }
}
