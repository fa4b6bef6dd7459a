package org.alloclab.stress.lincheck;

/**
 * What became of a scenario.
 *
 * @param interleavings how many were right
 * @param exhausted whether there are no more
 * @param millis how long it took
 * @param failure null if every interleaving is right
 */
record Checked(long interleavings, boolean exhausted, long millis, Failure failure) {
    /**
     * What is wrong in an interleaving.
     *
     * @param summary in a line
     * @param interleaving for a reader, one column for each thread
     */
    record Failure(String summary, String interleaving) {}
}
