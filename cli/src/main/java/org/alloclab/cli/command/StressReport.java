package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.stress.protocol.StressResults;
import org.alloclab.stress.protocol.StressResults.Finding;
import org.alloclab.stress.protocol.StressResults.TestResult;
import org.alloclab.stress.protocol.StressResults.Verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run of JCStress came to, for people. */
final class StressReport {
    private static final int LONGEST_NAME = 50;
    private static final int MOST_TABLES = 5;
    private static final int MOST_LINES = 60;

    private final StressResults results;
    private final Style style;

    StressReport(StressResults results, Style style) {
        this.results = results;
        this.style = style;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(table());
        lines.add("");
        lines.addAll(findings());
        if (results.problem() != null) {
            lines.addAll(TextWrap.wrapped(TerminalEscape.safe(results.problem()), 0, 2));
        }
        lines.add(
                "%s of %s forks recorded, %s samples"
                        .formatted(
                                Figures.count(results.recorded()),
                                Figures.count(results.planned()),
                                Figures.count(results.samples())));
        return lines;
    }

    /** A section for each package. */
    private List<String> table() {
        Map<String, List<TestResult>> packages = new TreeMap<>();
        for (TestResult test : results.tests()) {
            packages.computeIfAbsent(split(test.name())[0], _ -> new ArrayList<>()).add(test);
        }
        Table table = new Table("test", ">forks", ">samples", "verdict");
        packages.forEach((name, tests) -> {
            table.addSection(name);
            tests.forEach(test -> add(test, table));
        });
        return table.lines(style::bold).stream()
                .map(row -> coloured(row, Verdict.values(), Verdict.PASSED, style))
                .toList();
    }

    private static void add(TestResult test, Table table) {
        table.add(
                "  " + shortened(split(test.name())[1]),
                Figures.count(test.forks()),
                Figures.count(test.samples()),
                test.verdict().toString());
    }

    /** A row of a table whose last cell is a verdict. */
    static String coloured(String row, Enum<?>[] verdicts, Enum<?> good, Style style) {
        for (Enum<?> verdict : verdicts) {
            String word = verdict.toString();
            if (row.endsWith(" " + word)) {
                String before = row.substring(0, row.length() - word.length());
                return before + (verdict == good ? style.good(word) : style.bad(word));
            }
        }
        return row;
    }

    /** The package, and the class, which may be one in another. */
    static String[] split(String name) {
        String[] parts = TerminalEscape.safe(name).split("\\.(?=[A-Z])", 2);
        return parts.length == 2 ? parts : new String[] {"", parts[0]};
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 2) + "..";
    }

    /** The first table of each test in which something is wrong, forbidden outcomes first. */
    private List<String> findings() {
        List<TestResult> wrong =
                results.tests().stream()
                        .filter(test -> !test.findings().isEmpty())
                        .sorted(Comparator.comparing(test -> test.verdict() != Verdict.FORBIDDEN))
                        .toList();
        List<String> lines = new ArrayList<>();
        for (TestResult test : wrong.stream().limit(MOST_TABLES).toList()) {
            Finding first = test.findings().getFirst();
            lines.add(style.bad(TerminalEscape.safe(first.fork())));
            lines.addAll(TextWrap.wrapped("  " + TerminalEscape.safe(first.summary()), 0, 2));
            first.evidence()
                    .lines()
                    .limit(MOST_LINES)
                    .map(TerminalEscape::safe)
                    .forEach(lines::add);
            lines.add("");
        }
        if (wrong.size() > MOST_TABLES) {
            lines.add("and %d more tests (--json, --junit)".formatted(wrong.size() - MOST_TABLES));
            lines.add("");
        }
        return lines;
    }
}
