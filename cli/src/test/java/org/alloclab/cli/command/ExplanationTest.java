package org.alloclab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.terminal.Style;
import org.alloclab.replay.ReplayMode;
import org.alloclab.replay.compare.ComparisonRow;
import org.alloclab.replay.compare.Measurement;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code run} says of its figures. */
class ExplanationTest {
    private static Measurement measured(String backend, int threads, long opsPerSecond) {
        Double waits = backend.equals("gil") ? 0.25 : null;
        Long bytes = backend.equals("glibc") ? null : 1L << 20;
        return new Measurement(
                "t",
                "copies",
                backend,
                "classic",
                threads,
                1000,
                1,
                opsPerSecond,
                bytes,
                1 << 19,
                0L,
                0L,
                waits,
                0);
    }

    private static ComparisonRow row(int threads, long gil, long lockfree) {
        return row(threads, "gil", Map.of("gil", gil, "lockfree", lockfree));
    }

    /** What is 0 was not measured. */
    private static ComparisonRow row(int threads, String baseline, Map<String, Long> opsPerSecond) {
        Map<String, Measurement> medians = new LinkedHashMap<>();
        Map<String, Double> ratios = new LinkedHashMap<>();
        long divisor = opsPerSecond.get(baseline);
        for (String backend : opsPerSecond.keySet().stream().sorted().toList()) {
            long speed = opsPerSecond.get(backend);
            if (speed > 0) {
                medians.put(backend, measured(backend, threads, speed));
                boolean other = divisor > 0 && !backend.equals(baseline);
                ratios.put(backend, other ? speed / (double) divisor : Double.NaN);
            }
        }
        return new ComparisonRow("t", ReplayMode.COPIES, threads, medians, ratios);
    }

    @Test
    void theExplanationFollowsTheFigures() {
        List<ComparisonRow> rows =
                List.of(row(1, 10_000_000, 12_000_000), row(4, 5_000_000, 48_000_000));
        assertThat(new Explanation(rows, "gil", 4).lines(3, Double.NaN))
                .containsExactly(
                        "gil: 4 threads (4 CPUs) do 0.50x the work of 1 and wait 25 % of the time.",
                        "lockfree: 4 threads (4 CPUs) do 4.00x the work of 1; 1.20x to 9.60x gil's"
                                + " speed.",
                        "Medians of 3 rounds, of ratios within each. MiB: asked for (live),"
                                + " mapped.");
    }

    @Test
    void aBusyMachineIsNamed() {
        List<ComparisonRow> rows = List.of(row(1, 10_000_000, 12_000_000));
        assertThat(new Explanation(rows, "gil", 4).lines(3, 2.44))
                .contains(
                        "Busy machine: threads got 2.4 of 4 CPUs; figures are low (alloclab"
                                + " doctor).");
        assertThat(new Explanation(rows, "gil", 4).lines(3, 3.9)).hasSize(3);
    }

    private static List<String> explained(ComparisonRow row) {
        return new Explanation(List.of(row), "gil", 1).lines(1, Double.NaN);
    }

    @Test
    void eachOfManyIsComparedWithTheOneNamed() {
        String name = "an-allocator-of-24-chars";
        List<ComparisonRow> rows =
                List.of(
                        row(1, "lockfree", Map.of(name, 5_000_000L, "lockfree", 10_000_000L)),
                        row(
                                1024,
                                "lockfree",
                                Map.of(
                                        name,
                                        5_000_000L,
                                        "glibc",
                                        999_000_000L,
                                        "gil",
                                        10_000_000L,
                                        "lockfree",
                                        9_990_000_000L)));
        assertThat(new Explanation(rows, "lockfree", 2).lines(2, Double.NaN))
                .startsWith(
                        name
                                + ": 1024 threads (2 CPUs) do 1.00x the work of 1; 0.00x to 0.50x"
                                + " lockfree's speed.",
                        "lockfree: 1024 threads (2 CPUs) do 999.0x the work of 1; 9990 Mops/s.",
                        "gil: 1024 threads (2 CPUs) wait 25 % of the time; 0.00x lockfree's"
                                + " speed.");
        List<String> table = RunTable.lines(rows, new Style(false));
        assertThat(table).hasSize(10).allMatch(line -> line.length() <= 80);
        assertThat(table.get(3)).matches(name + " +5.00  0.50x      -     1.0     0");
        assertThat(table.get(4)).matches("lockfree +10.0      -      -     1.0     0");
        assertThat(table.get(8)).matches("glibc +999  0.10x      -       -     0");
        assertThat(BarChart.lines(rows)).allMatch(line -> line.length() <= 80).hasSize(6);
    }

    @Test
    void theExplanationSaysNothingThatWasNotMeasured() {
        assertThat(explained(row(1, 0, 3_810_000)))
                .startsWith("lockfree: 1 thread (1 CPU): 3.81 Mops/s.")
                .hasSize(2);
        assertThat(explained(row(1, 3_000_000, 0)))
                .startsWith("gil: 1 thread (1 CPU) waits 25 % of the time.")
                .hasSize(2);
    }

    @Test
    void aTableAsWideAsItGetsFitsATerminal() {
        List<ComparisonRow> rows = List.of(row(1024, 999_000_000, 9_990_000_000L));
        assertThat(RunTable.lines(rows, new Style(false))).allMatch(line -> line.length() <= 80);
        assertThat(BarChart.lines(rows)).allMatch(line -> line.length() <= 80).hasSize(2);
    }
}
