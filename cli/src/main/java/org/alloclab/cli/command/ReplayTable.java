package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;

import java.util.List;

/** Replays of one trace on one backend: a row for each number of threads. Sizes in MiB. */
final class ReplayTable {
    private ReplayTable() {}

    static List<String> lines(List<Measurement> results, Style style) {
        Table table =
                new Table(
                        ">threads",
                        ">seconds",
                        ">Mops/s",
                        ">waiting|for lock",
                        ">MiB live|peak",
                        ">MiB mapped|peak",
                        ">MiB mapped|trimmed",
                        ">live|at end",
                        ">viola-|tions");
        for (Measurement result : results) {
            table.add(
                    Integer.toString(result.threads()),
                    "%.3f".formatted(result.seconds()),
                    Figures.millions(result.opsPerSecond()),
                    Figures.percent(result.lockWaitShare()),
                    Figures.mebibytes(result.peakLiveBytes()),
                    Figures.mebibytes(result.peakMappedBytes()),
                    Figures.mebibytes(result.mappedBytesAtEnd()),
                    Figures.count(result.liveBlocksAtEnd()),
                    Figures.count(result.violations()));
        }
        return table.lines(style::bold);
    }
}
