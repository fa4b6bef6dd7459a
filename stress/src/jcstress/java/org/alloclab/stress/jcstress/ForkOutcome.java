package org.alloclab.stress.jcstress;

import static java.util.stream.Collectors.joining;

import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.StressResults.Outcome;
import org.alloclab.stress.protocol.StressResults.Verdict;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;

/**
 * What came of a fork.
 *
 * @param item which
 * @param result as JCStress has it
 * @param hung whether it had to be ended
 */
record ForkOutcome(Item item, TestResult result, boolean hung) {
    private static final String LONG_LINE = "Results across all configurations:";
    private static final int MOST_LINES = 200;

    /** Whether nothing is wrong. */
    boolean passed() {
        return ReportUtils.statusToPassed(result);
    }

    /** What is wrong, in a line. */
    String summary() {
        if (hung) {
            return "hung, and was ended";
        }
        if (result.status() != Status.NORMAL) {
            String why = result.getMessages().stream().limit(3).collect(joining(": "));
            return ReportUtils.statusToLabel(result) + ": " + why.replaceAll("\\s+", " ");
        }
        return graded().stream()
                .filter(ForkOutcome::isWrong)
                .map(outcome ->
                        "%s: %s (%,d of %,d)"
                                .formatted(
                                        outcome.id,
                                        outcome.description,
                                        outcome.count,
                                        result.getTotalCount()))
                .collect(joining("; ", "forbidden outcome ", ""));
    }

    private static boolean isWrong(GradingResult outcome) {
        return outcome.count > 0
                && (outcome.expect == Expect.FORBIDDEN || outcome.expect == Expect.UNKNOWN);
    }

    private Collection<GradingResult> graded() {
        return result.grading().gradingResults.values();
    }

    /** The table of outcomes as JCStress prints it, and what the fork said. */
    String table() {
        StringWriter text = new StringWriter();
        ReportUtils.printResult(new PrintWriter(text, true), result, true);
        List<String> lines =
                text.toString()
                        .lines()
                        .dropWhile(line -> !line.contains(LONG_LINE))
                        .skip(1)
                        .dropWhile(String::isBlank)
                        .limit(MOST_LINES)
                        .toList();
        return String.join("\n", lines).stripTrailing();
    }

    /**
     * What was measured.
     *
     * @param millis how long the fork took
     */
    Details details(long millis) {
        List<Outcome> outcomes =
                result.isEmpty()
                        ? List.of()
                        : graded().stream()
                                .map(outcome ->
                                        new Outcome(
                                                outcome.id,
                                                outcome.count,
                                                outcome.expect.toString(),
                                                outcome.description))
                                .toList();
        return new Details.Fork(
                item.test().name(), verdict(), millis, result.getTotalCount(), outcomes);
    }

    private Verdict verdict() {
        if (passed()) {
            return Verdict.PASSED;
        }
        if (hung) {
            return Verdict.HUNG;
        }
        return result.status() == Status.NORMAL ? Verdict.FORBIDDEN : Verdict.ERROR;
    }
}
