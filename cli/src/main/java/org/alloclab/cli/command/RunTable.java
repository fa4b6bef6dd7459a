package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.replay.compare.ComparisonRow;
import org.alloclab.replay.compare.Measurement;

import java.util.List;
import java.util.Set;

/**
 * The comparison as a table: the two models side by side in a row for each case; any other
 * allocators below one another in a section for each case. Sizes in MiB.
 */
final class RunTable {
    private static final Set<String> MODELS = Set.of("gil", "lockfree");

    private RunTable() {}

    /** The lines of the table. */
    static List<String> lines(List<ComparisonRow> rows, Style style) {
        boolean models = rows.stream().allMatch(row -> row.medians().keySet().equals(MODELS));
        return (models ? sideBySide(rows) : oneBelowAnother(rows)).lines(style::bold);
    }

    private static Table sideBySide(List<ComparisonRow> rows) {
        Table table =
                new Table(
                        "trace",
                        ">threads",
                        ">gil|Mops/s",
                        ">lockfree|Mops/s",
                        ">|ratio",
                        ">gil|waits",
                        ">live|MiB",
                        ">gil|MiB",
                        ">lockfree|MiB",
                        ">lost");
        for (ComparisonRow row : rows) {
            Measurement gil = row.on("gil");
            Measurement lockFree = row.on("lockfree");
            table.add(
                    row.trace(),
                    Integer.toString(row.threads()),
                    Figures.millions(gil.opsPerSecond()),
                    Figures.millions(lockFree.opsPerSecond()),
                    Figures.times(row.ratio("lockfree")),
                    Figures.percent(gil.lockWaitShare()),
                    Figures.mebibytes(row.peakLiveBytes()),
                    Figures.mebibytes(gil.peakMappedBytes()),
                    Figures.mebibytes(lockFree.peakMappedBytes()),
                    Long.toString(row.lost()));
        }
        return table;
    }

    private static Table oneBelowAnother(List<ComparisonRow> rows) {
        Table table = new Table("backend", ">Mops/s", ">ratio", ">waits", ">MiB|mapped", ">|lost");
        for (ComparisonRow row : rows) {
            table.addSection(
                    "%s, %s, %s MiB live"
                            .formatted(
                                    row.trace(),
                                    Figures.count(row.threads(), "thread"),
                                    Figures.mebibytes(row.peakLiveBytes())));
            for (Measurement measurement : row.medians().values()) {
                table.add(
                        measurement.backend(),
                        Figures.millions(measurement.opsPerSecond()),
                        Figures.times(row.ratio(measurement.backend())),
                        Figures.percent(measurement.lockWaitShare()),
                        Figures.mebibytes(measurement.peakMappedBytes()),
                        Long.toString(measurement.lost()));
            }
        }
        return table;
    }
}
