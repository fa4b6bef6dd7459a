package org.alloclab.stress.protocol;

import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run of JCStress came to, as the JSON documents have it.
 *
 * @param budgetMillis how long it was to take
 * @param planned how many forks were to be run
 * @param recorded how many came back with a result
 * @param samples how often any test was carried out
 * @param problem why not all is recorded; null if all is
 * @param folder where JCStress's own results are
 * @param tests what became of each
 */
public record StressResults(
        long budgetMillis,
        int planned,
        int recorded,
        long samples,
        String problem,
        String folder,
        List<TestResult> tests)
        implements DetectorResults {
    /** What became of a test, the worst last: of several forks the worst counts. */
    public enum Verdict {
        /** No fork came back. */
        NOT_RUN,
        /** Only outcomes that are allowed. */
        PASSED,
        /** A fork was ended because it made no progress. */
        HUNG,
        /** A fork failed otherwise. */
        ERROR,
        /** An outcome that is not allowed. */
        FORBIDDEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What became of a test.
     *
     * @param name its class
     * @param verdict over all forks
     * @param forks how many ran
     * @param millis how long they took
     * @param samples how often it was carried out
     * @param outcomes what was seen, and what could have been
     * @param findings what is wrong
     */
    public record TestResult(
            String name,
            Verdict verdict,
            int forks,
            long millis,
            long samples,
            List<Outcome> outcomes,
            List<Finding> findings) {
        static TestResult notRun(String name) {
            return new TestResult(name, Verdict.NOT_RUN, 0, 0, 0, List.of(), List.of());
        }

        static TestResult of(Details.Fork fork, Recorded item) {
            List<Finding> findings =
                    item instanceof Found found
                            ? List.of(new Finding(found.name(), found.summary(), found.evidence()))
                            : List.of();
            return new TestResult(
                    fork.test(),
                    fork.verdict(),
                    1,
                    fork.millis(),
                    fork.samples(),
                    fork.outcomes(),
                    findings);
        }

        /** This and other forks of the same test. */
        TestResult and(TestResult other) {
            Map<String, Outcome> all = new TreeMap<>();
            outcomes.forEach(outcome -> all.put(outcome.id(), outcome));
            other.outcomes.forEach(outcome -> all.merge(outcome.id(), outcome, Outcome::and));
            List<Finding> allFindings = new ArrayList<>(findings);
            allFindings.addAll(other.findings);
            return new TestResult(
                    name,
                    verdict.compareTo(other.verdict) > 0 ? verdict : other.verdict,
                    forks + other.forks,
                    millis + other.millis,
                    samples + other.samples,
                    List.copyOf(all.values()),
                    allFindings);
        }
    }

    /**
     * An outcome of a test, over all forks.
     *
     * @param id the values seen, or the pattern of values never seen
     * @param count how often
     * @param expect how JCStress grades it
     * @param description what it means
     */
    public record Outcome(String id, long count, String expect, String description) {
        private Outcome and(Outcome other) {
            return new Outcome(id, count + other.count, expect, description);
        }
    }

    /**
     * What is wrong in one fork.
     *
     * @param fork the test and the flags it ran with
     * @param summary in a line
     * @param evidence JCStress's table of outcomes, and what the fork said
     */
    public record Finding(String fork, String summary, String evidence) {}

    @Override
    public boolean violated() {
        return has(Verdict.FORBIDDEN) || has(Verdict.ERROR);
    }

    @Override
    public boolean hung() {
        return has(Verdict.HUNG);
    }

    private boolean has(Verdict verdict) {
        return tests.stream().anyMatch(test -> test.verdict == verdict);
    }
}
