package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.protocol.SoakResults;
import org.alloclab.stress.protocol.SoakResults.Finding;
import org.alloclab.stress.protocol.SoakResults.Phase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a soak came to, for people. */
final class SoakReport {
    private static final int PATHS_IN_A_ROW = 3;
    private static final int MOST_LINES = 60;

    private final SoakResults results;
    private final Style style;

    SoakReport(SoakResults results, Style style) {
        this.results = results;
        this.style = style;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(traffic());
        lines.add("");
        if (!results.reached().isEmpty()) {
            lines.addAll(paths());
            lines.add("");
        }
        results.findings().forEach(finding -> lines.addAll(evidence(finding)));
        if (results.problem() != null) {
            lines.addAll(TextWrap.wrapped(TerminalEscape.safe(results.problem()), 0, 2));
        }
        for (String check : results.leftOut()) {
            lines.addAll(TextWrap.wrapped("left out: " + TerminalEscape.safe(check), 0, 2));
        }
        lines.addAll(TextWrap.wrapped(summary(), 0, 2));
        if (results.problem() == null && results.findings().isEmpty()) {
            lines.addAll(TextWrap.wrapped(reached(), 0, 2));
        }
        return lines;
    }

    /** All phases of a kind, with whatever share of blocks that others free, in one row. */
    private List<String> traffic() {
        Map<String, List<Phase>> kinds = new LinkedHashMap<>();
        for (Phase phase : results.phases()) {
            String kind = TerminalEscape.safe(phase.name()).replaceFirst(", .*", "");
            kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(phase);
        }
        Table table = new Table("traffic", ">phases", ">operations", ">seconds");
        kinds.forEach((kind, phases) ->
                table.add(
                        kind,
                        Figures.count(phases.size()),
                        Figures.count(phases.stream().mapToLong(Phase::operations).sum()),
                        seconds(phases.stream().mapToDouble(Phase::seconds).sum())));
        return table.lines(style::bold);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    private List<String> paths() {
        String[] heads = {"path", ">times", "path", ">times", "path", ">times"};
        Table table = new Table(heads);
        List<Map.Entry<String, Long>> all = List.copyOf(results.reached().entrySet());
        int rows = (all.size() + PATHS_IN_A_ROW - 1) / PATHS_IN_A_ROW;
        for (int row = 0; row < rows; row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < PATHS_IN_A_ROW; column++) {
                int index = column * rows + row;
                boolean there = index < all.size();
                cells.add(there ? TerminalEscape.safe(all.get(index).getKey()) : "");
                cells.add(there ? times(all.get(index).getValue()) : "");
            }
            table.add(cells.toArray(String[]::new));
        }
        return table.lines(style::bold);
    }

    private static String times(long count) {
        return count < 1_000_000 ? Figures.count(count) : Figures.millions(count) + " M";
    }

    private List<String> evidence(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bad(TerminalEscape.safe(finding.phase())));
        lines.addAll(TextWrap.wrapped("  " + TerminalEscape.safe(finding.summary()), 0, 2));
        finding.evidence().lines().limit(MOST_LINES).map(TerminalEscape::safe).forEach(lines::add);
        lines.add("");
        return lines;
    }

    private String summary() {
        String done =
                "%s operations in %s s, %d violation%s"
                        .formatted(
                                Figures.count(results.operations()),
                                seconds(results.seconds()),
                                results.violations(),
                                results.violations() == 1 ? "" : "s");
        return results.bound() == null
                ? done
                : done + String.format(Locale.ROOT, " (p < 3/n = %.1e)", results.bound());
    }

    private String reached() {
        if (results.missed().isEmpty() && results.reached().isEmpty()) {
            return "no rare paths are known of this allocator";
        }
        if (results.missed().isEmpty()) {
            return style.good("every rare path was taken");
        }
        return style.bad("void")
                + ": paths never taken: "
                + String.join(", ", results.missed())
                + " (try a longer --budget, or more --threads)";
    }
}
