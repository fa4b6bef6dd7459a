package org.alloclab.cli.command;

import org.alloclab.cli.session.ExitCode;
import org.alloclab.stress.mutation.MutantResult;
import org.alloclab.stress.mutation.MutantRunResult;

import java.util.List;

/**
 * What a self-test came to.
 *
 * @param mutants in the order in which they were tried
 * @param killed how many were found
 * @param survived how many were not, though they should have been
 * @param notVisible how many were not, and no x86 processor shows them
 * @param notTried how many do not apply, or do not compile
 * @param total all of them
 * @param medianSeconds half of the kills took no longer; null without a kill
 * @param p90Seconds nine of ten kills took no longer; null without a kill
 * @param controls what the same detectors came to on the code as shipped
 */
record SelftestResults(
        List<MutantResult> mutants,
        int killed,
        int survived,
        int notVisible,
        int notTried,
        int total,
        Double medianSeconds,
        Double p90Seconds,
        List<MutantRunResult> controls) {
    static SelftestResults of(List<MutantResult> mutants, List<MutantRunResult> controls) {
        List<Double> times =
                mutants.stream()
                        .flatMap(mutant -> mutant.detectors().stream())
                        .filter(MutantRunResult::killed)
                        .map(MutantRunResult::seconds)
                        .sorted()
                        .toList();
        return new SelftestResults(
                List.copyOf(mutants),
                (int) mutants.stream().filter(MutantResult::killed).count(),
                (int) mutants.stream().filter(MutantResult::survived).count(),
                (int) mutants.stream().filter(MutantResult::excused).count(),
                (int) mutants.stream().filter(mutant -> mutant.problem() != null).count(),
                mutants.size(),
                quantile(times, 0.5),
                quantile(times, 0.9),
                List.copyOf(controls));
    }

    /** The least of the times that so large a share does not exceed. */
    private static Double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /** The exit code: what is worst. */
    int exitCode() {
        if (survived > 0) {
            return ExitCode.SURVIVED;
        }
        return notTried > 0 ? ExitCode.INCOMPLETE : ExitCode.KEPT;
    }
}
