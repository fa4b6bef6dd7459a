package org.alloclab.stress.mutation;

import org.alloclab.stress.protocol.Detection;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorEvent.Found;

import java.util.regex.Pattern;

/**
 * What an attempt came to.
 *
 * @param name of the detector
 * @param tests which of its tests; empty for all
 * @param expected what was said before
 * @param verdict what it was
 * @param seconds to the first finding, or to the end
 * @param item with which something was found; null without
 * @param summary what was found, or why nothing could be, in a line; null without
 * @param evidence for a reader, in many lines: outcomes, an interleaving, a trace; null without
 */
public record MutantRunResult(
        String name,
        String tests,
        MutantRun.Expected expected,
        Verdict verdict,
        double seconds,
        String item,
        String summary,
        String evidence) {
    /** The patch took away what the tests call: that they fail says nothing about it. */
    private static final Pattern MISFIT =
            Pattern.compile(
                    "\\b(NoSuchMethod|NoSuchField|AbstractMethod|IncompatibleClassChange"
                            + "|IllegalAccess|NoClassDefFound|Verify)Error\\b");

    /** Whether something was found. */
    public enum Verdict {
        /** Something was found. */
        KILLED("killed"),
        /** Nothing was. */
        SURVIVED("survived"),
        /** The detector could not do its work. */
        FAILED("failed");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    static MutantRunResult of(MutantRun attempt, Detection detection) {
        Found first = detection.found().isEmpty() ? null : detection.found().getFirst();
        if (first != null) {
            boolean fits = !MISFIT.matcher(first.summary()).find();
            return new MutantRunResult(
                    attempt.detector(),
                    attempt.tests(),
                    attempt.expected(),
                    fits ? Verdict.KILLED : Verdict.FAILED,
                    detection.timeToFirst().toMillis() / 1e3,
                    first.name(),
                    first.summary(),
                    first.evidence());
        }
        return switch (detection.ending()) {
            case Ending.Died died -> {
                Verdict verdict = died.isCrash() ? Verdict.KILLED : Verdict.FAILED;
                yield without(attempt, detection, verdict, String.join("\n", died.log()));
            }
            case Ending.Hung hung -> without(attempt, detection, Verdict.KILLED, hung.threads());
            case Ending.Closed _ -> without(attempt, detection, Verdict.FAILED, null);
            case Ending.Complete _ -> {
                boolean ran = detection.planned() > 0 && detection.recorded() > 0;
                Verdict verdict = ran ? Verdict.SURVIVED : Verdict.FAILED;
                yield without(attempt, detection, verdict, null);
            }
        };
    }

    /** An attempt that did not find anything: how the detector ended decides. */
    private static MutantRunResult without(
            MutantRun attempt, Detection detection, Verdict verdict, String evidence) {
        boolean complete = detection.ending() instanceof Ending.Complete;
        return new MutantRunResult(
                attempt.detector(),
                attempt.tests(),
                attempt.expected(),
                verdict,
                detection.time().toMillis() / 1e3,
                null,
                complete && verdict == Verdict.FAILED
                        ? "no test of that name"
                        : detection.ending().problem(),
                evidence);
    }

    /** Whether something was found. */
    public boolean killed() {
        return verdict == Verdict.KILLED;
    }
}
