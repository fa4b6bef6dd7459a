package org.alloclab.cli;

import org.alloclab.cli.bench.Result;

import java.util.List;

/** Times of all backends, by workload and number of threads. */
final class ResultTable {
    private ResultTable() {}

    static List<String> lines(List<Result> results, Style style) {
        return results.stream()
                .map(r ->
                        r.workload()
                                + r.params()
                                + " "
                                + r.backend()
                                + " "
                                + r.layout()
                                + " "
                                + r.threads()
                                + " "
                                + r.score()
                                + " +-"
                                + r.error()
                                + " "
                                + r.bytesPerOp()
                                + " "
                                + r.peakMappedBytes())
                .toList();
    }
}
