package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.StressResults.Finding;
import org.alloclab.stress.protocol.StressResults.Outcome;
import org.alloclab.stress.protocol.StressResults.TestResult;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the detector {@code stress} says. Any thread. */
public final class StressTally {
    private final long budgetMillis;
    private final String folder;
    private final Map<String, Test> tests = new TreeMap<>();
    private int planned;
    private int recorded;

    /** A test while its forks come back. */
    private static final class Test {
        final Map<String, Outcome> outcomes = new TreeMap<>();
        final List<Finding> findings = new ArrayList<>();
        String verdict = "not run";
        int forks;
        long millis;
        long samples;

        void add(JsonNode fork) {
            forks++;
            millis += fork.path("millis").asLong(0);
            samples += fork.path("samples").asLong(0);
            for (JsonNode json : fork.path("outcomes")) {
                Outcome outcome =
                        new Outcome(
                                json.path("id").asString(""),
                                json.path("count").asLong(0),
                                json.path("expect").asString(""),
                                json.path("description").asString(""));
                outcomes.merge(outcome.id(), outcome, Test::sum);
            }
            if (forks == 1) {
                verdict = "passed";
            }
        }

        private static Outcome sum(Outcome one, Outcome other) {
            return new Outcome(
                    one.id(), one.count() + other.count(), one.expect(), one.description());
        }

        /** A forbidden outcome weighs more than an error, and that more than what hangs. */
        void wrong(DetectorEvent.Found found) {
            findings.add(new Finding(found.name(), found.summary(), found.evidence()));
            boolean error = !found.more().path("status").asString("").equals("NORMAL");
            if (found.more().path("hung").asBoolean(false)) {
                verdict = verdict.equals("passed") ? "hung" : verdict;
            } else if (error) {
                verdict = verdict.equals("forbidden") ? verdict : "error";
            } else {
                verdict = "forbidden";
            }
        }
    }

    /**
     * @param folder where JCStress's own results are
     */
    public StressTally(long budgetMillis, String folder) {
        this.budgetMillis = budgetMillis;
        this.folder = folder;
    }

    /** What the detector said. */
    public synchronized void add(DetectorEvent event) {
        switch (event) {
            case DetectorEvent.Planned plan -> {
                planned = plan.items();
                plan.more().path("tests").forEach(name -> test(name.asString()));
            }
            case DetectorEvent.Done done -> count(done.more());
            case DetectorEvent.Found found -> count(found.more()).wrong(found);
            case DetectorEvent.Started _, DetectorEvent.End _ -> {}
        }
    }

    private Test count(JsonNode fork) {
        recorded++;
        Test test = test(fork.path("test").asString("?"));
        test.add(fork);
        return test;
    }

    private Test test(String name) {
        return tests.computeIfAbsent(name, _ -> new Test());
    }

    /** How many forks came back. */
    public synchronized int recorded() {
        return recorded;
    }

    /**
     * All that was said so far.
     *
     * @param problem why it is not all there is; or null
     */
    public synchronized StressResults results(String problem) {
        List<TestResult> results = new ArrayList<>();
        tests.forEach((name, test) ->
                results.add(
                        new TestResult(
                                name,
                                test.verdict,
                                test.forks,
                                test.millis,
                                test.samples,
                                List.copyOf(test.outcomes.values()),
                                List.copyOf(test.findings))));
        long samples = results.stream().mapToLong(TestResult::samples).sum();
        return new StressResults(
                budgetMillis, planned, recorded, samples, problem, folder, results);
    }
}
