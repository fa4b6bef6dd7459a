package org.alloclab.cli.command;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.plan.Ratio;
import org.alloclab.bench.statistics.BenchResults;
import org.alloclab.bench.statistics.Curve;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.cli.terminal.TextWrap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The results of a run of benchmarks, as text. */
final class BenchReport {
    private static final int MOST_PROBLEMS = 10;
    private static final String NOISE = "Noise: the same thing measured twice differs by up to ";
    private static final String READING =
            """
            A pair is a block allocated, written to and freed; its time is that of one thread, so \
            two threads that do not disturb each other take as long as one. Expect lockfree to do \
            so and to keep up with the best peer (of glibc, jemalloc, mimalloc and tcmalloc), \
            gil-held to keep up with CPython's own, and gil to lose much to its lock, most of all \
            with two threads. Ratios are of medians over all forks, +-% half of their 95 % \
            intervals; noise: too near to the target to tell. For the classic layout's small pools a \
            target of 1.0 is relaxed to 1.25. ~: from one short fork.\
            """;

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
        if (!results.kept().isEmpty()) {
            lines.add("");
            lines.addAll(MemoryTable.lines(results.kept(), style));
        }
        if (!results.ratios().isEmpty()) {
            lines.add("");
            lines.addAll(RatioTable.lines(results.ratios(), style));
        }
        lines.addAll(scaling());
        lines.add("");
        Stream.of(verdicts(), noise(), refusals(), problems(results.errors()))
                .flatMap(sentences -> sentences)
                .forEach(sentence -> lines.addAll(TextWrap.wrapped(sentence, 0, 2)));
        lines.add("");
        lines.addAll(TextWrap.wrapped(READING, 0, 0));
        return lines;
    }

    private List<String> scaling() {
        List<Curve> fitted =
                results.scaling().stream().filter(curve -> curve.refusal() == null).toList();
        List<String> lines = new ArrayList<>();
        if (!fitted.isEmpty()) {
            lines.add("");
            lines.addAll(CurveTable.lines(fitted, style));
        }
        return lines;
    }

    /** Why no law was fitted to curves, each reason once. */
    private Stream<String> refusals() {
        return results.scaling().stream()
                .map(Curve::refusal)
                .filter(Objects::nonNull)
                .distinct()
                .map(refusal -> "No scaling law: " + refusal + ".");
    }

    /** How many ratios have each verdict, by layout. */
    private Stream<String> verdicts() {
        Map<String, List<Ratio>> layouts =
                results.ratios().stream()
                        .collect(groupingBy(Ratio::layout, LinkedHashMap::new, toList()));
        return layouts.entrySet().stream()
                .map(layout -> "Ratios, " + layout.getKey() + ": " + counts(layout.getValue()));
    }

    private static String counts(List<Ratio> ratios) {
        Map<String, Long> counts =
                ratios.stream().collect(groupingBy(Ratio::verdict, TreeMap::new, counting()));
        return counts.entrySet().stream()
                .map(verdict -> verdict.getValue() + " " + verdict.getKey())
                .collect(joining(", ", "", "."));
    }

    /** The largest A/A difference, for each number of threads. */
    private Stream<String> noise() {
        Map<Integer, Double> spreads = new TreeMap<>();
        results.noise()
                .forEach(twin -> spreads.merge(twin.threads(), twin.difference(), Math::max));
        return Stream.of(spreads)
                .filter(some -> !some.isEmpty())
                .map(some ->
                        some.entrySet().stream()
                                .map(spread -> percent(spread.getValue(), spread.getKey()))
                                .collect(joining(", ", NOISE, ".")));
    }

    private static String percent(double share, int threads) {
        return "%.1f %% with %d %s"
                .formatted(100 * share, threads, threads == 1 ? "thread" : "threads");
    }

    /** What was not measured, and what to do. */
    static Stream<String> problems(List<Problem> problems) {
        return problems.stream()
                .limit(MOST_PROBLEMS)
                .map(problem ->
                        "not measured: %s: %s; %s"
                                .formatted(problem.backend(), problem.reason(), problem.remedy()))
                .map(TerminalEscape::safe);
    }
}
