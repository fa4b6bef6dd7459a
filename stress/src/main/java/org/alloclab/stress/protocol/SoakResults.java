package org.alloclab.stress.protocol;

import java.util.List;
import java.util.Map;

/**
 * What a soak came to, as the JSON document has it.
 *
 * @param operations calls that allocate, free or resize
 * @param threads platform threads at work at once
 * @param seconds that all phases took
 * @param violations promises seen broken; a crash is one
 * @param faultsInjected arenas refused
 * @param reached how often each path was taken
 * @param missed paths that should have been taken but were not
 * @param leftOut checks that need a promise which the allocator does not make
 * @param bound chance of a violation per operation, at most, with 95 % confidence; null where it
 *     cannot be said
 * @param planned phases to be recorded
 * @param recorded phases that came to their end
 * @param problem why not all is recorded; null if all is
 * @param folder where the log is
 * @param phases what each phase came to
 * @param findings what is wrong
 */
public record SoakResults(
        long operations,
        int threads,
        double seconds,
        int violations,
        long faultsInjected,
        Map<String, Long> reached,
        List<String> missed,
        List<String> leftOut,
        Double bound,
        int planned,
        int recorded,
        String problem,
        String folder,
        List<Phase> phases,
        List<Finding> findings)
        implements DetectorResults {
    /**
     * A phase.
     *
     * @param name what traffic it was
     * @param operations calls that allocate, free or resize
     * @param seconds it took, counting included
     */
    public record Phase(String name, long operations, double seconds) {}

    /**
     * What is wrong.
     *
     * @param phase in which it showed
     * @param summary in a line
     * @param evidence addresses, owners, the last operations on a block, or a dump of all threads
     * @param hung whether threads made no progress
     */
    public record Finding(String phase, String summary, String evidence, boolean hung) {}

    /** Whether no promise was seen broken, but a path that was to be taken was not. */
    public boolean isVoid() {
        return problem == null && findings.isEmpty() && !missed.isEmpty();
    }

    @Override
    public boolean violated() {
        return violations > 0;
    }

    @Override
    public boolean hung() {
        return findings.stream().anyMatch(Finding::hung);
    }

    /** A run that missed a path says nothing: it is void. */
    @Override
    public boolean complete() {
        return missed.isEmpty();
    }
}
