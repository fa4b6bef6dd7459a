package org.alloclab.cli.command;

import org.alloclab.bench.plan.Ratio;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ratios beside their targets: a part for each workload, columns for each layout. */
final class RatioTable {
    private final List<Ratio> ratios;
    private final List<String> layouts;

    private RatioTable(List<Ratio> ratios) {
        this.ratios = ratios;
        layouts = ratios.stream().map(Ratio::layout).distinct().toList();
    }

    static List<String> lines(List<Ratio> ratios, Style style) {
        return new RatioTable(ratios).lines(style);
    }

    private List<String> lines(Style style) {
        List<String> heads = new ArrayList<>(List.of("|ratios", ">thre-|ads", "|target"));
        for (String layout : layouts) {
            heads.addAll(List.of(">" + layout + "|ratio", ">|+-%", "|"));
        }
        Table table = new Table(heads.toArray(String[]::new));
        String section = "";
        for (Map<String, Ratio> row : rows()) {
            Ratio any = row.values().iterator().next();
            if (!section.equals(any.group())) {
                section = any.group();
                table.addSection(section);
            }
            table.add(cells(any, row));
        }
        return table.lines(style::bold).stream().map(line -> coloured(line, style)).toList();
    }

    /** The ratios that differ in nothing but the layout, by this. */
    private List<Map<String, Ratio>> rows() {
        Map<String, Map<String, Ratio>> rows = new LinkedHashMap<>();
        ratios.forEach(ratio ->
                rows.computeIfAbsent(ratio.id(), _ -> new LinkedHashMap<>())
                        .put(ratio.layout(), ratio));
        return List.copyOf(rows.values());
    }

    private String[] cells(Ratio any, Map<String, Ratio> row) {
        List<String> cells = new ArrayList<>();
        cells.add("  " + what(any));
        cells.add(any.quantity().equals("bytesPerOp") ? "" : Integer.toString(any.threads()));
        cells.add((any.bound().equals("at most") ? "<= " : ">= ") + number(any.target()));
        for (String layout : layouts) {
            Ratio ratio = row.get(layout);
            cells.add(
                    ratio == null || ratio.ratio() == null
                            ? "-"
                            : Figures.threeDigits(ratio.ratio()));
            cells.add(spread(ratio));
            cells.add(ratio == null ? "" : word(ratio.verdict()));
        }
        return cells.toArray(String[]::new);
    }

    /** What is divided by what; the best peer by its name. */
    private static String what(Ratio ratio) {
        return ratio.to() == null
                ? ratio.comparison()
                : ratio.comparison().replace("best peer", ratio.to() + " (best)");
    }

    private static String number(double target) {
        return target == Math.rint(target) && target != 1
                ? "%.0f".formatted(target)
                : Double.toString(target);
    }

    private static String spread(Ratio ratio) {
        if (ratio == null || ratio.ratio() == null || ratio.low().equals(ratio.high())) {
            return "";
        }
        return "%.0f".formatted(100 * (ratio.high() - ratio.low()) / 2 / ratio.ratio());
    }

    private static String word(String verdict) {
        return switch (verdict) {
            case "within noise" -> "noise";
            case "not measured" -> "absent";
            default -> verdict;
        };
    }

    private static String coloured(String line, Style style) {
        return line.replace(" kept", style.good(" kept"))
                .replace(" missed", style.bad(" missed"))
                .replace(" noise", style.notable(" noise"))
                .replace(" absent", style.notable(" absent"));
    }
}
