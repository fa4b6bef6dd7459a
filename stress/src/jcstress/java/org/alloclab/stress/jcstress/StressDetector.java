package org.alloclab.stress.jcstress;

import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorOrder;
import org.openjdk.jcstress.infra.TestInfo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * JCStress, for as long as there is time. An item is a fork: one test in one JVM. JCStress's own
 * files go to the working folder.
 *
 * <p>Where the budget is too short to run each test once, nothing is planned, unless the first
 * finding is enough: then some of the tests are, chosen at random.
 */
public final class StressDetector implements Detector {
    @Override
    public String name() {
        return "stress";
    }

    @Override
    public void run(DetectorOrder order, DetectorOutput output) throws IOException {
        List<TestInfo> tests = Tests.matching(order.packages(), order.chosen());
        Duration least = ForkPlan.least(tests);
        boolean fits = order.budget().compareTo(least) >= 0 || order.stopAtFirst();
        ForkPlan plan = ForkPlan.of(fits ? tests : List.of(), order.budget(), order.seed());
        output.planned(
                plan.items(),
                new Details.StressPlan(
                        Tests.all(),
                        tests.stream().map(TestInfo::name).toList(),
                        least.toMillis()));
        if (plan.items() > 0) {
            carryOut(plan, order, output);
        }
    }

    private static void carryOut(ForkPlan plan, DetectorOrder order, DetectorOutput output)
            throws IOException {
        Results results = new Results(Path.of("").toAbsolutePath());
        TimeBudget budget = new TimeBudget(plan, order.budget(), order.stopAtFirst());
        try (Forks forks = new Forks()) {
            for (List<Item> batch : plan.batches()) {
                long millis = budget.nextMillis();
                batch.forEach(item -> output.started(item.name()));
                long start = System.nanoTime();
                Map<Item, ForkOutcome> outcomes = forks.run(batch, millis);
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                budget.done(millis, took);
                for (ForkOutcome outcome : outcomes.values()) {
                    record(outcome, took, output);
                    results.add(outcome);
                }
                if (order.stopAtFirst() && output.found() > 0) {
                    break;
                }
            }
        }
        results.finish();
    }

    private static void record(ForkOutcome outcome, long millis, DetectorOutput output) {
        String name = outcome.item().name();
        if (outcome.passed()) {
            output.done(name, outcome.details(millis));
        } else {
            output.found(name, outcome.summary(), outcome.table(), outcome.details(millis));
        }
    }
}
