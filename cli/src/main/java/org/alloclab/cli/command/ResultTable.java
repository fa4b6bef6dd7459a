package org.alloclab.cli.command;

import org.alloclab.bench.statistics.BenchResult;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Times of all backends: a part for each workload, a column for each number of threads. */
final class ResultTable {
    private static final int MOST_COUNTS = 5;
    private static final double NO_BYTES = 0.005;

    private final List<BenchResult> results;
    private final List<Integer> counts;

    private ResultTable(List<BenchResult> results) {
        this.results = results;
        counts = thinned(results.stream().map(BenchResult::threads).distinct().sorted().toList());
    }

    static List<String> lines(List<BenchResult> results, Style style) {
        return new ResultTable(results).lines(style);
    }

    /** As many as there is room for, the first and the last among them. */
    private static List<Integer> thinned(List<Integer> counts) {
        int last = counts.size() - 1;
        if (last < MOST_COUNTS) {
            return counts;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < MOST_COUNTS; i++) {
            some.add(counts.get(i * last / (MOST_COUNTS - 1)));
        }
        return some;
    }

    private List<String> lines(Style style) {
        List<String> heads = new ArrayList<>(List.of("ns for a pair", ""));
        counts.forEach(
                count -> heads.add(">%d|%s".formatted(count, count == 1 ? "thread" : "threads")));
        heads.addAll(List.of(">heap|B/pair", ">peak|MiB"));
        Table table = new Table(heads.toArray(String[]::new));
        String section = "";
        for (Map<Integer, BenchResult> row : rows()) {
            BenchResult any = row.values().iterator().next();
            if (!section.equals(any.scenario())) {
                section = any.scenario();
                table.addSection(section);
            }
            table.add(cells(any, row));
        }
        return table.lines(style::bold);
    }

    /** The results that differ in nothing but the number of threads. */
    private List<Map<Integer, BenchResult>> rows() {
        Map<List<String>, Map<Integer, BenchResult>> rows = new LinkedHashMap<>();
        for (BenchResult result : results) {
            List<String> key =
                    List.of(
                            result.scenario(),
                            result.backend(),
                            Objects.requireNonNullElse(result.layout(), ""));
            rows.computeIfAbsent(key, _ -> new TreeMap<>()).put(result.threads(), result);
        }
        return List.copyOf(rows.values());
    }

    private String[] cells(BenchResult any, Map<Integer, BenchResult> row) {
        List<String> cells = new ArrayList<>();
        cells.add("  " + any.backend());
        cells.add(Objects.requireNonNullElse(any.layout(), ""));
        for (int count : counts) {
            BenchResult result = row.get(count);
            cells.add(result == null ? "" : score(result));
        }
        cells.add(
                row.values().stream()
                        .map(BenchResult::bytesPerOp)
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .map(bytes -> bytes < NO_BYTES ? "0" : Figures.threeDigits(bytes))
                        .orElse("-"));
        cells.add(
                row.values().stream()
                        .map(BenchResult::peakMappedBytes)
                        .filter(Objects::nonNull)
                        .max(Long::compare)
                        .map(Figures::mebibytes)
                        .orElse("-"));
        return cells.toArray(String[]::new);
    }

    /** A score of one short fork is marked. */
    private static String score(BenchResult result) {
        return (result.forks() == 1 ? "~" : "") + Figures.threeDigits(result.score());
    }
}
