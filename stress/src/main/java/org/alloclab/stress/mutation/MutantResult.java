package org.alloclab.stress.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a mutant.
 *
 * @param id its own
 * @param title in a line
 * @param detectors what they came to, in the order in which they tried
 * @param runs how often it was tried
 * @param kills how often it was found
 * @param killed whether it was found in nine of ten runs, or more
 * @param problem why it could not be tried, in a line; null if it could
 */
public record MutantResult(
        String id,
        String title,
        List<MutantRunResult> detectors,
        int runs,
        int kills,
        boolean killed,
        String problem) {
    /** Copies the list. */
    public MutantResult {
        detectors = List.copyOf(detectors);
    }

    static MutantResult of(Mutant mutant, List<MutantRunResult> attempts) {
        boolean killed = attempts.stream().anyMatch(MutantRunResult::killed);
        int kills = killed ? 1 : 0;
        return new MutantResult(mutant.id(), mutant.title(), attempts, 1, kills, killed, null);
    }

    static MutantResult untried(Mutant mutant, String problem) {
        return new MutantResult(mutant.id(), mutant.title(), List.of(), 1, 0, false, problem);
    }

    /** This and another run of the same mutant. */
    public MutantResult and(MutantResult other) {
        List<MutantRunResult> all = new ArrayList<>(detectors);
        all.addAll(other.detectors);
        int allRuns = runs + other.runs;
        int allKills = kills + other.kills;
        String first = problem == null ? other.problem : problem;
        return new MutantResult(
                id, title, all, allRuns, allKills, allKills * 10 >= allRuns * 9, first);
    }

    /** The attempt that found it. */
    public Optional<MutantRunResult> kill() {
        return detectors.stream().filter(MutantRunResult::killed).findFirst();
    }

    /** Whether it was not found though it should have been. */
    public boolean survived() {
        return !killed && problem == null && !excused();
    }

    /** Whether it was not found, and no x86 processor could show it. */
    public boolean excused() {
        return !killed
                && !detectors.isEmpty()
                && detectors.stream()
                        .allMatch(attempt -> attempt.expected() == MutantRun.Expected.NOT_VISIBLE);
    }

    /** What became of it. */
    public Verdict verdict() {
        if (problem != null) {
            return Verdict.NOT_TRIED;
        }
        return killed ? Verdict.KILLED : excused() ? Verdict.NOT_VISIBLE : Verdict.SURVIVED;
    }

    /** What became of a mutant. */
    public enum Verdict {
        /** Its patch does not apply, or does not compile. */
        NOT_TRIED,
        /** It was found. */
        KILLED,
        /** It was not, and no x86 processor could show it. */
        NOT_VISIBLE,
        /** It was not, though it should have been. */
        SURVIVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
