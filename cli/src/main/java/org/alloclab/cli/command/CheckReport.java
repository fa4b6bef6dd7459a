package org.alloclab.cli.command;

import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.protocol.DetectorEvent;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What model checking comes to, scenario by scenario, as it comes to it. Any thread. */
final class CheckReport {
    private static final int MOST_LINES = 120;

    private final Session session;
    private final Duration budget;
    private final long start = System.nanoTime();
    private final List<ScenarioResult> scenarios = new ArrayList<>(); // guarded by this
    private int planned; // guarded by this
    private String section = "";

    CheckReport(Session session, Duration budget) {
        this.session = session;
        this.budget = budget;
    }

    /**
     * What a scenario came to.
     *
     * @param name its class, and its own
     * @param verdict passed or failed
     * @param interleavings how many kept what was to be kept
     * @param exhausted whether there are no more
     * @param seconds how long it took
     * @param summary what went wrong, in a line; null if nothing did
     * @param evidence the interleaving, a column a thread; null if nothing went wrong
     */
    record ScenarioResult(
            String name,
            String verdict,
            long interleavings,
            boolean exhausted,
            double seconds,
            String summary,
            String evidence) {}

    /**
     * All results.
     *
     * @param problem why they are not all there are; or null
     */
    record Results(
            List<ScenarioResult> scenarios,
            int planned,
            int recorded,
            long interleavings,
            String problem) {}

    synchronized void add(DetectorEvent event) {
        switch (event) {
            case DetectorEvent.Planned plan -> {
                planned = plan.items();
                if (planned > 0) {
                    begin();
                }
            }
            case DetectorEvent.Started started -> {
                String what =
                        "%s, %d of %d".formatted(shortName(started), scenarios.size() + 1, planned);
                session.progress().show(what, left());
            }
            case DetectorEvent.Done done -> show(result(done.name(), done.more(), null, null));
            case DetectorEvent.Found found ->
                    show(result(found.name(), found.more(), found.summary(), found.evidence()));
            case DetectorEvent.End _ -> {}
        }
    }

    private void begin() {
        session.showEnvironment();
        session.out()
                .printf(
                        "%s scenarios, %s%n%n%s%n",
                        Figures.count(planned),
                        Progress.words(budget),
                        session.style()
                                .bold(
                                        "%-40s %15s   %s"
                                                .formatted("scenario", "interleavings", "")));
        session.out().flush();
    }

    private static String shortName(DetectorEvent.Started started) {
        return StressReport.split(started.name())[1];
    }

    private Duration left() {
        Duration left = budget.minus(Duration.ofNanos(System.nanoTime() - start));
        return left.isNegative() ? null : left;
    }

    private static ScenarioResult result(
            String name, JsonNode more, String summary, String evidence) {
        return new ScenarioResult(
                name,
                summary == null ? "passed" : "failed",
                more.path("interleavings").asLong(0),
                more.path("exhausted").asBoolean(false),
                more.path("millis").asLong(0) / 1e3,
                summary,
                evidence);
    }

    private void show(ScenarioResult result) {
        scenarios.add(result);
        session.progress().clear();
        String[] parts = StressReport.split(result.name())[1].split("\\.", 2);
        if (!parts[0].equals(section)) {
            section = parts[0];
            session.out().println(session.style().bold(section));
        }
        Style style = session.style();
        boolean passed = result.summary() == null;
        session.out()
                .printf(
                        "  %-38s %11s %-3s   %s%n",
                        parts[parts.length - 1],
                        Figures.count(result.interleavings()),
                        result.exhausted() && passed ? "all" : "",
                        passed ? style.good("passed") : style.bad("failed"));
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

    synchronized void sum(String problem) {
        session.out().println();
        if (problem != null) {
            TextWrap.wrapped(TerminalEscape.safe(problem), 0, 2).forEach(session.out()::println);
        }
        Results results = results(problem);
        session.out()
                .printf(
                        "%s of %s scenarios recorded, %s interleavings%n",
                        Figures.count(results.recorded()),
                        Figures.count(results.planned()),
                        Figures.count(results.interleavings()));
    }

    synchronized Results results(String problem) {
        return new Results(
                List.copyOf(scenarios),
                planned,
                scenarios.size(),
                scenarios.stream().mapToLong(ScenarioResult::interleavings).sum(),
                problem);
    }
}
