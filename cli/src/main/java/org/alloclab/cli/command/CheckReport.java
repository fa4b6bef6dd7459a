package org.alloclab.cli.command;

import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.protocol.CheckResults;
import org.alloclab.stress.protocol.CheckResults.ScenarioResult;
import org.alloclab.stress.protocol.CheckResults.Verdict;

import java.time.Duration;

/** Prints what becomes of each scenario when it ends. */
final class CheckReport {
    private static final int MOST_LINES = 120;

    private final Session session;
    private String section = "";

    CheckReport(Session session) {
        this.session = session;
    }

    void head(int planned, Duration budget) {
        String head = "%-40s %15s   %s".formatted("scenario", "interleavings", "");
        session.out()
                .printf(
                        "%s scenarios, %s%n%n%s%n",
                        Figures.count(planned), Progress.words(budget), session.style().bold(head));
    }

    void show(ScenarioResult result) {
        session.progress().clear();
        String[] parts = StressReport.split(result.name())[1].split("\\.", 2);
        if (!parts[0].equals(section)) {
            section = parts[0];
            session.out().println(session.style().bold(section));
        }
        Style style = session.style();
        boolean passed = result.verdict() == Verdict.PASSED;
        String word = result.verdict().toString();
        session.out()
                .printf(
                        "  %-38s %11s %-3s   %s%n",
                        parts[parts.length - 1],
                        Figures.count(result.interleavings()),
                        result.exhausted() && passed ? "all" : "",
                        passed ? style.good(word) : style.bad(word));
        if (!passed) {
            TextWrap.wrapped("  " + TerminalEscape.safe(result.summary()), 0, 2)
                    .forEach(session.out()::println);
            result.evidence()
                    .lines()
                    .limit(MOST_LINES)
                    .map(TerminalEscape::safe)
                    .forEach(session.out()::println);
        }
        session.out().flush();
    }

    void sum(CheckResults results) {
        session.out().println();
        if (results.problem() != null) {
            TextWrap.wrapped(TerminalEscape.safe(results.problem()), 0, 2)
                    .forEach(session.out()::println);
        }
        session.out()
                .printf(
                        "%s of %s scenarios recorded, %s interleavings%n",
                        Figures.count(results.recorded()),
                        Figures.count(results.planned()),
                        Figures.count(results.interleavings()));
    }
}
