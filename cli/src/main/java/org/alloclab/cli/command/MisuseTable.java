package org.alloclab.cli.command;

import org.alloclab.checks.CheckLevel;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.misuse.Misuse;
import org.alloclab.stress.misuse.Observation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of misuse: a row for each, a column for each level and allocator.
 *
 * @param cells row by row
 */
public record MisuseTable(List<Cell> cells) {
    /**
     * A misuse of an allocator at a level.
     *
     * @param observed the outcome; null if it was left out
     */
    public record Cell(
            Misuse misuse, CheckLevel level, AllocatorProvider provider, Observation observed) {
        static Cell of(Misuse misuse, CheckLevel level, AllocatorProvider provider)
                throws AllocatorUnavailableException {
            boolean left = misuse.leftOut(level, provider).isPresent();
            return new Cell(misuse, level, provider, left ? null : misuse.observe(level, provider));
        }

        Optional<String> leftOut() {
            return isShown() ? Optional.empty() : misuse.leftOut(level, provider);
        }

        boolean isShown() {
            return observed != null;
        }

        String expected() {
            return misuse.expected(level, provider);
        }

        boolean isAsExpected() {
            return misuse.isExpected(level, provider, observed);
        }

        String letter() {
            if (!isShown()) {
                return "x";
            }
            String star = misuse.isBetter(level, provider) ? "*" : "";
            String seen = observed.outcome().letter() + star;
            return isAsExpected() ? seen : "%s, not %s".formatted(observed.code(), expected());
        }
    }

    public void show(PrintStream out, Style style) {
        List<Cell> first = row(cells.getFirst().misuse);
        List<String> heads = new ArrayList<>(List.of("|misuse"));
        first.forEach(cell -> heads.add(cell.level + "|" + cell.provider.name()));
        Table table = new Table(heads.toArray(String[]::new));
        List<Misuse> rows = cells.stream().map(Cell::misuse).distinct().toList();
        for (Misuse misuse : rows) {
            List<String> line = new ArrayList<>(List.of(misuse.toString()));
            row(misuse).forEach(cell -> line.add(cell.letter()));
            table.add(line.toArray(String[]::new));
        }
        table.lines(style::bold).forEach(out::println);
        out.println();
        legend().forEach(line -> TextWrap.wrapped(line, 0, 2).forEach(out::println));
        List<Cell> shown = cells.stream().filter(Cell::isShown).toList();
        Map<String, List<String>> leftOut = leftOut();
        if (!leftOut.isEmpty()) {
            out.println("left out:");
            leftOut.forEach((why, names) ->
                    TextWrap.wrapped("%s: %s".formatted(why, String.join(", ", names)), 0, 2)
                            .forEach(out::println));
            out.println();
        }
        long kept = shown.stream().filter(Cell::isAsExpected).count();
        String verdict =
                "%d %s, %d cells, each one done and looked at: %d as stated"
                        .formatted(
                                rows.size(), rows.size() == 1 ? "row" : "rows", shown.size(), kept);
        out.println(kept == shown.size() ? style.good(verdict) : style.bad(verdict));
    }

    /** Names of rows, by level and reason. */
    private Map<String, List<String>> leftOut() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Cell cell : cells) {
            String prefix = cell.misuse + " ";
            cell.leftOut()
                    .map(line -> line.substring(prefix.length()))
                    .ifPresent(why ->
                            names.computeIfAbsent(why, _ -> new ArrayList<>())
                                    .add(cell.misuse.toString()));
        }
        return names;
    }

    private List<Cell> row(Misuse misuse) {
        return cells.stream().filter(cell -> cell.misuse == misuse).toList();
    }

    private static List<String> legend() {
        return List.of(
                "D  detected at the call",
                "L  detected later: when the block is freed, or its memory goes back. A write is no"
                        + " call, so none is detected sooner; a link is looked at before it is"
                        + " followed.",
                "S  silent: nothing is noticed, and the damage was seen to happen",
                "x  left out, where it could crash the virtual machine, or is not stated",
                "-  cannot occur; ok: allowed, does nothing",
                "*  CPython's release build is silent here, and so is gil. The lock-free"
                        + " model keeps its marks beside the blocks: it need not believe the"
                        + " caller, at no cost.",
                "faithful: CPython's release build; debug: its debug hooks; hardened: records and"
                        + " handles. Where a plain address is silent, hardened means handles.",
                "");
    }
}
