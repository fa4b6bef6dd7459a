package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;

import java.util.List;

/** The comparison as a table: a row for each trace and number of threads. */
public final class RunTable {
    private RunTable() {}

    public static List<String> lines(List<ComparisonRow> rows, Style style) {
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
            Measurement gil = row.on(Backend.GIL);
            table.add(
                    row.trace(),
                    Integer.toString(row.threads()),
                    throughput(gil),
                    throughput(row.on(Backend.LOCKFREE)),
                    Figures.times(row.ratio()),
                    gil == null ? "-" : Figures.percent(gil.lockWaitShare()),
                    Figures.mebibytes(row.peakLiveBytes()),
                    mapped(gil),
                    mapped(row.on(Backend.LOCKFREE)),
                    Long.toString(row.lost()));
        }
        return table.lines(style::bold);
    }

    private static String throughput(Measurement measurement) {
        return measurement == null ? "-" : Figures.millions(measurement.opsPerSecond());
    }

    private static String mapped(Measurement measurement) {
        return measurement == null ? "-" : Figures.mebibytes(measurement.peakMappedBytes());
    }
}
