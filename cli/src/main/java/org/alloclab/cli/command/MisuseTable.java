package org.alloclab.cli.command;

import org.alloclab.checks.CheckLevel;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.misuse.Misuse;
import org.alloclab.stress.misuse.MisusedModel;
import org.alloclab.stress.misuse.Observation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of misuse: a row for each, a column for each level and model.
 *
 * @param cells row by row
 */
public record MisuseTable(List<Cell> cells) {
    /**
     * A misuse of a model at a level.
     *
     * @param observed what came of it
     */
    public record Cell(Misuse misuse, CheckLevel level, MisusedModel model, Observation observed) {
        static Cell of(Misuse misuse, CheckLevel level, MisusedModel model) {
            return new Cell(misuse, level, model, misuse.observe(level, model));
        }

        String expected() {
            return misuse.expected(level, model);
        }

        boolean isAsExpected() {
            return observed.code().equals(expected());
        }

        String letter() {
            String star = misuse.isBetter(level, model) ? "*" : "";
            String seen = observed.outcome().letter() + star;
            return isAsExpected() ? seen : "%s, not %s".formatted(observed.code(), expected());
        }
    }

    public void show(PrintStream out, Style style) {
        List<Cell> first = row(cells.getFirst().misuse);
        List<String> heads = new ArrayList<>(List.of("|misuse"));
        first.forEach(cell -> heads.add(cell.level + "|" + cell.model));
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
        long kept = cells.stream().filter(Cell::isAsExpected).count();
        String verdict =
                "%d %s, %d cells, each one done and looked at: %d as stated"
                        .formatted(
                                rows.size(), rows.size() == 1 ? "row" : "rows", cells.size(), kept);
        out.println(kept == cells.size() ? style.good(verdict) : style.bad(verdict));
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
                "S  silent: nobody notices, and the damage was seen to happen",
                "-  cannot occur; ok: allowed, does nothing",
                "*  CPython's release build is silent here, and so is gil. The lock-free"
                        + " model keeps its marks beside the blocks: it need not believe the"
                        + " caller, at no cost.",
                "faithful: CPython's release build; debug: its debug hooks; hardened: records and"
                        + " handles. Where a plain address is silent, hardened means handles.",
                "");
    }
}
