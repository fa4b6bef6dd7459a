package org.alloclab.stress.soak;

import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Random traffic. An item is a round, {@code lockfree.brim:17}: its kind is chosen by {@code
 * tests}, its seed is the order's and counts up, so that {@code lockfree.brim} with seed 17 repeats
 * it. How many rounds there are follows from the budget.
 */
public final class TrafficDetector implements Detector {
    private static final Duration ROUND = Duration.ofMillis(300);
    private static final Duration LEAST = Duration.ofMillis(30);

    private record Choice(AllocatorUnderTest subject, TrafficProfile kind) {}

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) throws InterruptedException {
        List<Choice> choices = choices(order);
        if (choices.isEmpty()) {
            output.planned(0, null);
            return;
        }
        long deadline = System.nanoTime() + order.budget().toNanos();
        int rounds = (int) Math.max(1, order.budget().dividedBy(ROUND));
        output.planned(rounds, null);
        for (int number = 0; number < rounds; number++) {
            Choice choice = choices.get(number % choices.size());
            Round round =
                    new Round(choice.subject, choice.kind, order.seed() + number, Round.PATIENCE);
            output.started(round.name());
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Duration share = left.dividedBy(rounds - number).multipliedBy(4).dividedBy(5);
            RoundOutcome outcome = round.run(share.compareTo(LEAST) < 0 ? LEAST : share);
            record(outcome, outcome.reached(), output);
            if (outcome.hung() || outcome.isViolation() && order.stopAtFirst()) {
                return; // threads that hang keep what the next round needs
            }
        }
    }

    private static List<Choice> choices(DetectorOrder order) {
        List<Choice> choices = new ArrayList<>();
        for (TrafficProfile kind : TrafficProfile.values()) {
            for (String backend : order.backends()) {
                if (order.chosen().test(backend + "." + kind)) {
                    choices.add(new Choice(AllocatorUnderTest.named(backend), kind));
                }
            }
        }
        return choices;
    }

    /** Says what a round, or a phase of a soak, came to. */
    static void record(RoundOutcome outcome, Map<String, Long> reached, DetectorOutput output) {
        Details details =
                new Details.Phase(
                        outcome.millis(), outcome.operations(), outcome.hung(), reached, List.of());
        if (outcome.isViolation()) {
            output.found(outcome.name(), outcome.summary(), outcome.evidence(), details);
        } else {
            output.done(outcome.name(), details);
        }
    }
}
