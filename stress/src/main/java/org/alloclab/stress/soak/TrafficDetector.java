package org.alloclab.stress.soak;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.LoadedAllocators;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Random traffic. An item is a round, {@code lockfree.full-pools:17}: its profile is chosen by
 * {@code tests}, its seed is the order's and counts up, so that {@code lockfree.full-pools} with
 * seed 17 repeats it. How many rounds there are follows from the budget.
 */
public final class TrafficDetector implements Detector {
    private static final Duration ROUND = Duration.ofMillis(300);
    private static final Duration LEAST = Duration.ofMillis(30);

    private record Choice(AllocatorProvider provider, TrafficProfile profile) {}

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) throws Exception {
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
            long seed = order.seed() + number;
            output.started(Round.name(choice.provider, choice.profile, seed));
            Round round = new Round(choice.provider, choice.profile, seed, Round.PATIENCE);
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
        for (TrafficProfile profile : TrafficProfile.values()) {
            for (String backend : order.backends()) {
                if (order.chosen().test(backend + "." + profile)) {
                    choices.add(new Choice(LoadedAllocators.named(backend), profile));
                }
            }
        }
        return choices;
    }

    /** Says what a round, or a phase of a soak, came to. */
    static void record(RoundOutcome outcome, Map<String, Long> reached, DetectorOutput output) {
        Details details =
                new Details.Phase(
                        outcome.millis(),
                        outcome.operations(),
                        outcome.hung(),
                        reached,
                        outcome.leftOut());
        if (outcome.isViolation()) {
            output.found(outcome.name(), outcome.summary(), outcome.evidence(), details);
        } else {
            output.done(outcome.name(), details);
        }
    }
}
