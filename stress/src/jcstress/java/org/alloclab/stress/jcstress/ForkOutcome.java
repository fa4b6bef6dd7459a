package org.alloclab.stress.jcstress;

import static java.util.stream.Collectors.joining;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a fork.
 *
 * @param item which
 * @param result as JCStress has it
 * @param hung whether it had to be ended
 */
public record ForkOutcome(Item item, TestResult result, boolean hung) {
    private static final String LONG_LINE = "Results across all configurations:";
    private static final int MOST_LINES = 200;

    /** Whether nothing is wrong. */
    public boolean passed() {
        return ReportUtils.statusToPassed(result);
    }

    /** What is wrong, in a line. */
    public String summary() {
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
    public String table() {
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
     * For programs.
     *
     * @param givenMillis what the fork was given
     * @param tookMillis what it took
     */
    public Map<String, Object> fields(long givenMillis, long tookMillis) {
        List<Map<String, Object>> outcomes = new ArrayList<>();
        if (!result.isEmpty()) {
            for (GradingResult outcome : graded()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("id", outcome.id);
                fields.put("count", outcome.count);
                fields.put("expect", outcome.expect.toString());
                fields.put("description", outcome.description);
                outcomes.add(fields);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("test", item.test().name());
        fields.put("flavour", item.flavour().toString());
        fields.put("status", result.status().toString());
        fields.put("hung", hung);
        fields.put("given", givenMillis);
        fields.put("millis", tookMillis);
        fields.put("samples", result.getTotalCount());
        fields.put("outcomes", outcomes);
        return fields;
    }
}
