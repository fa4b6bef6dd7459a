package org.alloclab.stress.protocol;

import java.util.List;
import java.util.Locale;

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
        List<StepCoverage> steps)
        implements DetectorResults {
    /** What became of a sweep. */
    public enum Verdict {
        /** Every promise was kept at every point. */
        KEPT,
        /** A promise was broken. */
        BROKEN,
        /** Threads made no progress. */
        HUNG,
        /** A planned step was not reached. */
        MISSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of a sweep. Each point is survived, stopped, missed or broken.
     *
     * @param name the fault that was put at every point
     * @param backend the allocator
     * @param workload what went on meanwhile
     * @param verdict over all points
     * @param points how many there were
     * @param survived at how many of them every promise was kept and no thread had to wait
     * @param stopped at how many the other threads had to wait, as is promised of a lock
     * @param leaks blocks and arenas lost by the calls that were cut short
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
            Verdict verdict,
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

    @Override
    public boolean violated() {
        return has(Verdict.BROKEN);
    }

    @Override
    public boolean hung() {
        return has(Verdict.HUNG);
    }

    @Override
    public boolean complete() {
        return !has(Verdict.MISSED);
    }

    private boolean has(Verdict verdict) {
        return sweeps.stream().anyMatch(sweep -> sweep.verdict == verdict);
    }
}
