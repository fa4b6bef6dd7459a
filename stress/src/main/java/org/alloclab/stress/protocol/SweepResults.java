package org.alloclab.stress.protocol;

import java.util.List;

/**
 * What sweeps came to, as the JSON documents have it.
 *
 * @param planned how many sweeps there were to be
 * @param recorded how many came to their end
 * @param problem why not all is recorded; null if all is
 * @param sweeps what became of each
 * @param steps how much of the allocators' code threads were frozen in; empty if none were
 */
public record SweepResults(
        int planned,
        int recorded,
        String problem,
        List<SweepResult> sweeps,
        List<StepCoverage> steps) {
    /**
     * What became of a sweep. Each point is survived, stopped, missed or broken.
     *
     * @param name the fault that was put at every point
     * @param backend the allocator
     * @param workload what went on meanwhile
     * @param verdict kept, broken, hung or missed
     * @param points how many there were
     * @param survived at how many of them all was as it should be, and nobody had to wait
     * @param stopped at how many the other threads had to wait, as is promised of a lock
     * @param leaks blocks and arenas that nobody holds and that did not go back
     * @param damaged pools that were found damaged and put out of use
     * @param stopping the steps at which the others had to wait
     * @param missed the steps that were planned and not reached
     * @param broken how promises are broken, at the first points where they are
     * @param seconds how long it took
     */
    public record SweepResult(
            String name,
            String backend,
            String workload,
            String verdict,
            int points,
            int survived,
            int stopped,
            int leaks,
            int damaged,
            List<String> stopping,
            List<String> missed,
            List<String> broken,
            double seconds) {}

    /**
     * The steps of an allocator, and those that some workload comes to.
     *
     * @param backend the allocator
     * @param known how many there are in the classes that were loaded
     * @param reached how many of them threads were frozen at
     * @param never the others
     */
    public record StepCoverage(String backend, int known, int reached, List<String> never) {}
}
