package org.alloclab.stress.jcstress;

import org.alloclab.stress.detector.Detector;
import org.alloclab.stress.detector.DetectorOutput;
import org.alloclab.stress.detector.Model;
import org.alloclab.stress.detector.Order;
import org.openjdk.jcstress.infra.TestInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * JCStress, for as long as there is time. An item is a fork: one test in one JVM.
 *
 * <p>The line {@code planned} has more fields: {@code known}, the names of all tests there are;
 * {@code tests}, those that match; {@code leastMillis}, the budget in which each of them can be run
 * once. In less nothing is planned, unless the first finding is enough: then some of them, chosen
 * at random.
 */
public final class StressDetector implements Detector {
    @Override
    public void run(Order order, DetectorOutput findings) throws IOException {
        Set<String> packages =
                order.models().stream().map(Model::packageName).collect(Collectors.toSet());
        List<TestInfo> tests = Tests.matching(packages, order.tests());
        Duration least = ForkPlan.least(tests);
        boolean fits = order.budget().compareTo(least) >= 0 || order.stopAtFirst();
        ForkPlan plan = ForkPlan.of(fits ? tests : List.of(), order.budget(), order.seed());
        findings.planned(
                plan.items(),
                Map.of(
                        "known",
                        Tests.all(),
                        "tests",
                        tests.stream().map(TestInfo::name).toList(),
                        "leastMillis",
                        least.toMillis()));
        if (plan.items() > 0) {
            carryOut(plan, order, findings);
        }
    }

    private static void carryOut(ForkPlan plan, Order order, DetectorOutput findings)
            throws IOException {
        Results results = null;
        if (order.out() != null) {
            Files.createDirectories(order.out());
            results = new Results(order.out());
        }
        TimeBudget pace = new TimeBudget(plan, order.budget(), order.stopAtFirst());
        try (Forks forks = new Forks()) {
            for (List<Item> batch : plan.batches()) {
                long millis = pace.nextMillis();
                batch.forEach(item -> findings.started(item.name()));
                long start = System.nanoTime();
                Map<Item, ForkOutcome> outcomes = forks.run(batch, millis);
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                pace.done(millis, took);
                for (ForkOutcome outcome : outcomes.values()) {
                    say(outcome, outcome.fields(millis, took), findings);
                    if (results != null) {
                        results.add(outcome);
                    }
                }
                if (order.stopAtFirst() && findings.found() > 0) {
                    break;
                }
            }
        }
        if (results != null) {
            results.finish();
        }
    }

    private static void say(ForkOutcome outcome, Map<String, ?> fields, DetectorOutput findings) {
        String name = outcome.item().name();
        if (outcome.passed()) {
            findings.done(name, fields);
        } else {
            findings.found(name, outcome.summary(), outcome.table(), fields);
        }
    }
}
