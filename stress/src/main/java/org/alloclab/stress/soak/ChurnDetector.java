package org.alloclab.stress.soak;

import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.LoadedAllocators;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;

import java.time.Duration;
import java.util.List;

/** Very many short-lived threads on one allocator. An item is a part of the run. */
public final class ChurnDetector implements Detector {
    private static final List<String> REQUIRED =
            List.of(
                    "threads_in_turn",
                    "outlived_in_turn",
                    "threads_at_once",
                    "outlived_at_once",
                    "freed_for_another");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private int parts;

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) throws Exception {
        Churn churn =
                new Churn(
                        LoadedAllocators.named(order.backends().getFirst()),
                        order.traffic().layout(),
                        order.traffic().threads(),
                        order.seed(),
                        PATIENCE);
        output.planned(Churn.PARTS.size(), new Details.SoakPlan(REQUIRED));
        output.started(Churn.PARTS.getFirst());
        churn.run(outcome -> {
            TrafficDetector.record(outcome, outcome.reached(), output);
            parts++;
            if (!outcome.isViolation() && parts < Churn.PARTS.size()) {
                output.started(Churn.PARTS.get(parts));
            }
        });
    }
}
