package org.alloclab.stress.lincheck;

/**
 * What came of a scenario.
 *
 * @param interleavings how many kept what was to be kept
 * @param exhausted whether those were all there are
 * @param millis how long it took
 * @param failure what was found; null if nothing was
 */
public record Checked(long interleavings, boolean exhausted, long millis, Failure failure) {
    /**
     * ScenarioSteps that break something.
     *
     * @param summary in a line
     * @param interleaving for a reader, a column a thread
     */
    public record Failure(String summary, String interleaving) {}
}
