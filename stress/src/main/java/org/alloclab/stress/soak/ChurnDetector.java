package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Very many short-lived threads on one allocator. An item is a part of it. */
public final class ChurnDetector implements Detector {
    private static final List<String> REQUIRED =
            List.of(
                    "threads_in_turn",
                    "outlived_in_turn",
                    "threads_at_once",
                    "outlived_at_once",
                    "freed_for_another");

    private int parts;

    @Override
    public void run(Order order, DetectorOutput findings) throws Exception {
        Model model = order.models().iterator().next();
        Churn churn =
                new Churn(
                        model.provider(),
                        HeapLayout.valueOf(
                                order.more().getOrDefault("layout", "classic").toUpperCase()),
                        Integer.parseInt(order.more().getOrDefault("threads", "100000")),
                        order.seed(),
                        Duration.ofSeconds(10));
        findings.planned(Churn.PARTS.size(), Map.of("required", REQUIRED));
        findings.started(Churn.PARTS.getFirst());
        churn.run(outcome -> {
            record(outcome, findings);
            parts++;
            if (!outcome.isViolation() && parts < Churn.PARTS.size()) {
                findings.started(Churn.PARTS.get(parts));
            }
        });
    }

    private static void record(RoundOutcome outcome, DetectorOutput findings) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("millis", outcome.millis());
        more.put("operations", outcome.operations());
        more.put("hung", outcome.hung());
        more.put("reached", outcome.reached());
        more.put("leftOut", outcome.leftOut());
        if (outcome.isViolation()) {
            findings.found(outcome.name(), outcome.summary(), outcome.evidence(), more);
        } else {
            findings.done(outcome.name(), more);
        }
    }
}
