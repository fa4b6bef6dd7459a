package org.alloclab.stress.protocol;

import java.util.List;

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
        List<TestResult> tests) {
    /**
     * What became of a test.
     *
     * @param name its class
     * @param verdict passed, forbidden, error, hung or not run
     * @param forks how many ran
     * @param millis how long they took
     * @param samples how often it was carried out
     * @param outcomes what was seen, and what could have been
     * @param findings what is wrong
     */
    public record TestResult(
            String name,
            String verdict,
            int forks,
            long millis,
            long samples,
            List<Outcome> outcomes,
            List<Finding> findings) {}

    /**
     * An outcome of a test, over all forks.
     *
     * @param id the values seen, or the pattern of values never seen
     * @param count how often
     * @param expect how JCStress grades it
     * @param description what it means
     */
    public record Outcome(String id, long count, String expect, String description) {}

    /**
     * What is wrong in one fork.
     *
     * @param fork the test and the flags it ran with
     * @param summary in a line
     * @param evidence JCStress's table of outcomes, and what the fork said
     */
    public record Finding(String fork, String summary, String evidence) {}
}
