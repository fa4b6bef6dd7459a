package org.alloclab.cli;

import org.alloclab.cli.bench.BenchResults;

import java.util.ArrayList;
import java.util.List;

/** What a run of benchmarks came to, for people. */
final class BenchReport {
    private final BenchResults results;
    private final Style style;

    BenchReport(BenchResults results, Style style) {
        this.results = results;
        this.style = style;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(ResultTable.lines(results.results(), style));
        return lines;
    }
}
