package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.replay.compare.Measurement;

import java.util.List;

/**
 * Replays of one trace: a row for each number of threads, in a section for each allocator if there
 * are several. Sizes in MiB.
 */
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
        boolean several = results.stream().map(Measurement::backend).distinct().count() > 1;
        String section = null;
        for (Measurement result : results) {
            if (several && !result.backend().equals(section)) {
                section = result.backend();
                table.addSection(section);
            }
            table.add(
                    Integer.toString(result.threads()),
                    "%.3f".formatted(result.seconds()),
                    Figures.millions(result.opsPerSecond()),
                    Figures.percent(result.lockWaitShare()),
                    Figures.mebibytes(result.peakLiveBytes()),
                    Figures.mebibytes(result.peakMappedBytes()),
                    Figures.mebibytes(result.mappedBytesAtEnd()),
                    result.liveBlocksAtEnd() == null
                            ? "-"
                            : Figures.count(result.liveBlocksAtEnd()),
                    Figures.count(result.violations()));
        }
        return table.lines(style::bold);
    }
}
