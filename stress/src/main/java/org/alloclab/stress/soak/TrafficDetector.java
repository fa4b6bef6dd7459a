package org.alloclab.stress.soak;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Random traffic. An item is a round, {@code lockfree.full-pools:17}: allocator and profile are
 * chosen by {@code tests}, its seed is the order's and counts up, so that {@code
 * tests=lockfree.full-pools seed=17} repeats it. How many rounds there are follows from the time.
 */
public final class TrafficDetector implements Detector {
    private static final Duration ROUND = Duration.ofMillis(300);
    private static final Duration LEAST = Duration.ofMillis(30);

    private record Choice(AllocatorProvider provider, TrafficProfile profile) {}

    @Override
    public void run(Order order, DetectorOutput findings) throws Exception {
        List<Choice> choices = choices(order);
        if (choices.isEmpty()) {
            findings.planned(0);
            return;
        }
        long deadline = System.nanoTime() + order.budget().toNanos();
        int rounds = (int) Math.max(1, order.budget().dividedBy(ROUND));
        findings.planned(rounds);
        for (int number = 0; number < rounds; number++) {
            Choice choice = choices.get(number % choices.size());
            long seed = order.seed() + number;
            findings.started(Round.name(choice.provider, choice.profile, seed));
            Round round = new Round(choice.provider, choice.profile, seed, Round.PATIENCE);
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Duration share = left.dividedBy(rounds - number).multipliedBy(4).dividedBy(5);
            RoundOutcome outcome = round.run(share.compareTo(LEAST) < 0 ? LEAST : share);
            record(outcome, findings);
            if (outcome.hung() || outcome.isViolation() && order.stopAtFirst()) {
                return; // threads that hang keep what the next round needs
            }
        }
    }

    private static List<Choice> choices(Order order) {
        List<Choice> choices = new ArrayList<>();
        for (TrafficProfile profile : TrafficProfile.values()) {
            for (Model model : order.models()) {
                if (order.tests().matcher(model + "." + profile).find()) {
                    choices.add(new Choice(model.provider(), profile));
                }
            }
        }
        return choices;
    }

    private static void record(RoundOutcome outcome, DetectorOutput findings) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("millis", outcome.millis());
        more.put("operations", outcome.operations());
        more.put("reached", outcome.reached());
        if (outcome.isViolation()) {
            findings.found(outcome.name(), outcome.summary(), outcome.evidence(), more);
        } else {
            findings.done(outcome.name(), more);
        }
    }
}
