package org.alloclab.cli.command;

import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.mutation.MutantResult;
import org.alloclab.stress.mutation.MutantRunResult;

import java.util.List;
import java.util.Locale;

/** Prints the result of each detector when it ends. */
final class SelftestReport {
    private static final int MOST_LINES = 120;

    private final Session session;
    private final Style style;

    SelftestReport(Session session) {
        this.session = session;
        style = session.style();
    }

    /** What a detector came to on the code as shipped. */
    void control(MutantRunResult result) {
        boolean passed = result.verdict() == MutantRunResult.Verdict.SURVIVED;
        String word = passed ? style.good("passed") : style.bad("FALSE ALARM");
        print(row("as shipped", result.name(), result.seconds(), word));
        if (!passed) {
            print(indented(result));
            lines(result);
        }
    }

    void head() {
        print(style.bold("%-28s %-8s %7s  %s".formatted("mutant", "detector", "seconds", "")));
    }

    /** What became of a mutant. */
    void mutant(MutantResult result) {
        String name = result.kill().map(MutantRunResult::name).orElse(lastTried(result));
        double seconds =
                result.kill()
                        .map(MutantRunResult::seconds)
                        .orElse(
                                result.detectors().stream()
                                        .mapToDouble(MutantRunResult::seconds)
                                        .sum());
        print(row(result.id(), name, seconds, verdict(result)));
        if (result.problem() != null) {
            print("  " + TerminalEscape.safe(result.problem()));
        } else if (!result.killed() && !result.detectors().isEmpty()) {
            result.detectors().stream()
                    .filter(attempt -> attempt.summary() != null && !attempt.killed())
                    .findFirst()
                    .ifPresent(attempt -> print(indented(attempt)));
        }
    }

    private static String lastTried(MutantResult result) {
        return result.detectors().size() > 1
                ? "all"
                : result.detectors().stream().findFirst().map(MutantRunResult::name).orElse("-");
    }

    private String verdict(MutantResult result) {
        String times =
                result.runs() == 1 ? "" : " %d of %d".formatted(result.kills(), result.runs());
        String word = result.verdict() + times;
        return switch (result.verdict()) {
            case KILLED -> style.good(word);
            case NOT_VISIBLE -> style.notable(word);
            case SURVIVED, NOT_TRIED -> style.bad(word);
        };
    }

    private static String row(String id, String detector, double seconds, String verdict) {
        return "%-28s %-8s %7s  %s"
                .formatted(
                        TerminalEscape.safe(id),
                        detector,
                        String.format(Locale.ROOT, "%.1f", seconds),
                        verdict);
    }

    private static String indented(MutantRunResult result) {
        String text = "  " + (result.item() == null ? "" : result.item() + ": ");
        return String.join(
                "\n", TextWrap.wrapped(TerminalEscape.safe(text + result.summary()), 0, 2));
    }

    /** All that is known of one mutant. */
    void evidence(MutantResult result) {
        for (MutantRunResult attempt : result.detectors()) {
            String word =
                    attempt.killed()
                            ? style.good("fails, as it should")
                            : style.bad(attempt.verdict() + (attempt.summary() == null ? "" : ":"));
            print(row("with the patch", attempt.name(), attempt.seconds(), word));
            if (attempt.summary() != null) {
                print(indented(attempt));
            }
            if (attempt.killed()) {
                lines(attempt);
            }
        }
        if (result.excused()) {
            print("");
            TextWrap.wrapped(
                            "Nothing was found, as expected: only another processor, or a compiler"
                                    + " that reorders more, shows this race.",
                            0,
                            0)
                    .forEach(this::print);
        }
    }

    private void lines(MutantRunResult result) {
        if (result.evidence() == null) {
            return;
        }
        List<String> lines = result.evidence().lines().map(TerminalEscape::safe).toList();
        print("");
        lines.stream().limit(MOST_LINES).forEach(this::print);
        if (lines.size() > MOST_LINES) {
            print("(%d more lines: --json)".formatted(lines.size() - MOST_LINES));
        }
    }

    /** The sum of it. */
    void sum(SelftestResults results, String folder) {
        print("");
        print(
                "%d of %d mutants killed, %d survived, %d not visible on x86, %d not tried"
                        .formatted(
                                results.killed(),
                                results.total(),
                                results.survived(),
                                results.notVisible(),
                                results.notTried()));
        if (results.medianSeconds() != null) {
            print(
                    String.format(
                            Locale.ROOT,
                            "time to kill: median %.1f s, nine of ten within %.1f s",
                            results.medianSeconds(),
                            results.p90Seconds()));
        }
        int kills = results.mutants().stream().mapToInt(MutantResult::kills).sum();
        int tries =
                results.mutants().stream()
                        .filter(mutant -> !mutant.excused() && mutant.problem() == null)
                        .mapToInt(MutantResult::runs)
                        .sum();
        if (kills == tries && kills > 0) {
            print(
                    String.format(
                            Locale.ROOT,
                            "%d of %d runs: the rate is above %.0f %% at 95 %% confidence",
                            kills,
                            tries,
                            Math.floor(100 * Math.pow(0.05, 1.0 / kills))));
        }
        print("logs: " + folder);
    }

    private void print(String line) {
        session.out().println(line);
        session.out().flush();
    }
}
