package org.alloclab.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Throughput as a picture: a bar for each backend and row, the longest as wide as there is room.
 */
public final class BarChart {
    private static final int LONGEST = 46;

    private BarChart() {}

    public static List<String> lines(List<ComparisonRow> rows) {
        double most =
                rows.stream()
                        .flatMap(row -> row.medians().values().stream())
                        .mapToDouble(Measurement::opsPerSecond)
                        .max()
                        .orElse(1);
        List<String> lines = new ArrayList<>();
        for (ComparisonRow row : rows) {
            String title = "%-15s %4d".formatted(row.trace(), row.threads());
            for (Measurement measurement : row.medians().values()) {
                int length = (int) Math.round(LONGEST * measurement.opsPerSecond() / most);
                lines.add(
                        "%-20s  %-8s  %s"
                                .formatted(title, measurement.backend(), "#".repeat(length)));
                title = "";
            }
        }
        return lines;
    }
}
