package org.alloclab.cli.command;

import org.alloclab.replay.compare.ComparisonRow;
import org.alloclab.replay.compare.Measurement;

import java.util.ArrayList;
import java.util.List;

/**
 * Throughput as a picture: a bar for each allocator and row, the longest as wide as there is room.
 */
final class BarChart {
    private static final int COLUMNS = 78;
    private static final int SHORTEST_NAME = 8;

    private BarChart() {}

    /** The lines, each at most 80 characters. */
    static List<String> lines(List<ComparisonRow> rows) {
        List<Measurement> all =
                rows.stream().flatMap(row -> row.medians().values().stream()).toList();
        double most = all.stream().mapToDouble(Measurement::opsPerSecond).max().orElse(1);
        int name = all.stream().mapToInt(one -> one.backend().length()).max().orElse(0);
        String form = "%-20s  %-" + Math.max(SHORTEST_NAME, name) + "s  ";
        List<String> lines = new ArrayList<>();
        for (ComparisonRow row : rows) {
            String title = "%-15s %4d".formatted(row.trace(), row.threads());
            for (Measurement measurement : row.medians().values()) {
                String head = form.formatted(title, measurement.backend());
                double share = measurement.opsPerSecond() / most;
                int length = (int) Math.round((COLUMNS - head.length()) * share);
                lines.add(head + "#".repeat(length));
                title = "";
            }
        }
        return lines;
    }
}
