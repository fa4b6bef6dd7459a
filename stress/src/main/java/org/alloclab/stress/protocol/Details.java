package org.alloclab.stress.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.alloclab.stress.protocol.StressResults.Outcome;
import org.alloclab.stress.protocol.SweepResults.SweepResult;

import java.util.List;
import java.util.Map;

/** What only one detector says of its plan or of an item. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Details {
    /**
     * A plan of JCStress.
     *
     * @param known names of all tests
     * @param chosen names of those that match the order
     * @param leastMillis the budget in which each of them can be run once
     */
    record StressPlan(List<String> known, List<String> chosen, long leastMillis)
            implements Details {}

    /**
     * One JVM of JCStress.
     *
     * @param test the test that it ran
     * @param verdict of this JVM alone
     * @param millis how long it took
     * @param samples how often the test was carried out
     * @param outcomes what was seen, and what could have been
     */
    record Fork(
            String test,
            StressResults.Verdict verdict,
            long millis,
            long samples,
            List<Outcome> outcomes)
            implements Details {}

    /**
     * A scenario of the model checker.
     *
     * @param millis how long it took
     * @param interleavings how many were right
     * @param exhausted whether there are no more
     */
    record Scenario(long millis, long interleavings, boolean exhausted) implements Details {}

    /**
     * A plan of a soak.
     *
     * @param required paths that must be taken, or the run says nothing
     */
    record SoakPlan(List<String> required) implements Details {}

    /**
     * A round of random traffic, or a phase of a soak.
     *
     * @param millis how long it took
     * @param operations calls that allocate, free or resize
     * @param hung whether threads made no progress
     * @param reached how often each path was taken, in a soak since its start
     * @param leftOut checks that need a promise which the allocator does not make
     */
    record Phase(
            long millis,
            long operations,
            boolean hung,
            Map<String, Long> reached,
            List<String> leftOut)
            implements Details {}

    /**
     * A sweep.
     *
     * @param result what became of it
     * @param reached steps at which a thread was frozen
     * @param known all steps at which a thread could be frozen
     */
    record Sweep(SweepResult result, List<String> reached, List<String> known) implements Details {}

    /**
     * A unit test, or a golden trace.
     *
     * @param millis how long it took
     * @param skipped why it was not run; null if it was
     */
    record Test(long millis, String skipped) implements Details {
        /** A test that was not run, and counts as recorded but not as passed. */
        public static Test skipped(String why) {
            return new Test(0, why);
        }
    }
}
