package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.protocol.SweepResults;
import org.alloclab.stress.protocol.SweepResults.StepCoverage;
import org.alloclab.stress.protocol.SweepResults.SweepResult;
import org.alloclab.stress.protocol.SweepResults.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What sweeps came to, for people. */
final class SweepReport {
    private static final int MOST_BROKEN = 3;

    private final SweepResults results;
    private final Style style;

    SweepReport(SweepResults results, Style style) {
        this.results = results;
        this.style = style;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(table());
        lines.addAll(stopping());
        lines.addAll(coverage());
        lines.addAll(wrong());
        if (results.problem() != null) {
            lines.add("");
            lines.addAll(TextWrap.wrapped(TerminalEscape.safe(results.problem()), 0, 2));
        }
        lines.add("");
        int points = results.sweeps().stream().mapToInt(SweepResult::points).sum();
        lines.add(
                "%s of %s sweeps recorded, %s points"
                        .formatted(
                                Figures.count(results.recorded()),
                                Figures.count(results.planned()),
                                Figures.count(points)));
        return lines;
    }

    private List<String> table() {
        Table table =
                new Table(
                        "sweep",
                        "backend",
                        "workload",
                        ">points",
                        ">survived",
                        ">stopped",
                        ">leaks",
                        ">seconds",
                        "verdict");
        for (SweepResult sweep : results.sweeps()) {
            table.add(
                    TerminalEscape.safe(sweep.name()),
                    TerminalEscape.safe(sweep.backend()),
                    TerminalEscape.safe(sweep.workload()),
                    Figures.count(sweep.points()),
                    Figures.count(sweep.survived()),
                    Figures.count(sweep.stopped()),
                    Figures.count(sweep.leaks()),
                    "%.1f".formatted(sweep.seconds()),
                    sweep.verdict().toString());
        }
        return table.lines(style::bold).stream()
                .map(row -> StressReport.coloured(row, Verdict.values(), Verdict.KEPT, style))
                .toList();
    }

    /** By sweep and allocator: the steps that stop the others, method by method. */
    private List<String> stopping() {
        Map<String, TreeSet<String>> stopping = new TreeMap<>();
        for (SweepResult sweep : results.sweeps()) {
            if (!sweep.stopping().isEmpty()) {
                stopping.computeIfAbsent(
                                sweep.name() + ", " + sweep.backend(), _ -> new TreeSet<>())
                        .addAll(sweep.stopping());
            }
        }
        List<String> lines = new ArrayList<>();
        stopping.forEach((title, steps) -> {
            lines.add("");
            lines.add(style.bold(TerminalEscape.safe(title) + ": steps that stop the others"));
            lines.addAll(indented(SweepSteps.byMethod(steps)));
        });
        return lines;
    }

    private static List<String> indented(String text) {
        List<String> lines = new ArrayList<>(TextWrap.wrapped(text, 2, 2));
        lines.set(0, "  " + lines.getFirst());
        return lines;
    }

    private List<String> coverage() {
        List<String> lines = new ArrayList<>();
        for (StepCoverage steps : results.steps()) {
            lines.add("");
            lines.add(
                    style.bold(
                            "%s: frozen at %s of %s steps; no workload comes to the others"
                                    .formatted(
                                            TerminalEscape.safe(steps.backend()),
                                            Figures.count(steps.reached()),
                                            Figures.count(steps.known()))));
            if (!steps.never().isEmpty()) {
                lines.addAll(indented(SweepSteps.byMethod(steps.never())));
            }
        }
        return lines;
    }

    private List<String> wrong() {
        List<String> lines = new ArrayList<>();
        for (SweepResult sweep : results.sweeps()) {
            List<String> all = new ArrayList<>(sweep.broken());
            sweep.missed().forEach(step -> all.add("not reached: " + step));
            if (!all.isEmpty()) {
                lines.add("");
                lines.add(
                        style.bad(
                                TerminalEscape.safe(
                                        "%s, %s, %s"
                                                .formatted(
                                                        sweep.name(),
                                                        sweep.backend(),
                                                        sweep.workload()))));
                all.stream()
                        .limit(MOST_BROKEN)
                        .forEach(text -> lines.addAll(indented(TerminalEscape.safe(text))));
            }
        }
        return lines;
    }
}
