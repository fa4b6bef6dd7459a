package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.replay.ReplayMode;
import org.alloclab.replay.compare.ComparisonRow;
import org.alloclab.replay.compare.Measurement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in words what the figures of a comparison show; nothing is said that they do not. */
final class Explanation {
    private static final double ENOUGH = 0.8;

    private final List<ComparisonRow> rows;
    private final String baseline;
    private final int cpus;

    /**
     * @param baseline name of the allocator that the others are compared with
     * @param cpus processors the threads shared
     */
    Explanation(List<ComparisonRow> rows, String baseline, int cpus) {
        this.rows = rows;
        this.baseline = baseline;
        this.cpus = cpus;
    }

    /** What is left out because an allocator does not promise it. */
    static List<String> leftOut(List<AllocatorProvider> backends) {
        List<String> lines = new ArrayList<>();
        for (AllocatorProvider backend : backends) {
            if (!backend.promises(AllocatorPromise.CONCURRENT)) {
                lines.add(backend.name() + ": 1 thread only, it does not promise concurrent.");
            }
            if (!backend.promises(AllocatorPromise.STATISTICS)) {
                lines.add(backend.name() + ": no MiB mapped, it does not promise statistics.");
            }
        }
        return lines;
    }

    /**
     * @param rounds how often everything was measured
     * @param cpusObtained CPUs' worth of time obtained by threads that could use all, or NaN
     */
    List<String> lines(int rounds, double cpusObtained) {
        List<String> lines = new ArrayList<>();
        rows.stream()
                .flatMap(row -> row.medians().keySet().stream())
                .distinct()
                .forEach(backend -> lines.add(backend + ": " + about(backend) + "."));
        if (cpusObtained < ENOUGH * cpus) {
            lines.add(
                    "Busy machine: threads got %.1f of %d CPUs; figures are low (alloclab doctor)."
                            .formatted(cpusObtained, cpus));
        }
        long lost = rows.stream().mapToLong(ComparisonRow::lost).sum();
        if (lost > 0) {
            lines.add(
                    "LOST: %s blocks overlap, are damaged, or live though all were freed."
                            .formatted(Figures.count(lost)));
        }
        lines.add(
                "Medians of %s, of ratios within each. MiB: asked for (live), mapped."
                        .formatted(Figures.count(rounds, "round")));
        return lines;
    }

    /**
     * What more threads bring, each with a copy of one trace; how long they wait; how the allocator
     * compares, over all rows in which it can, else its throughput.
     */
    private String about(String backend) {
        List<ComparisonRow> measured =
                rows.stream().filter(row -> row.on(backend) != null).toList();
        List<ComparisonRow> copies =
                measured.stream()
                        .filter(row -> row.mode() == ReplayMode.COPIES)
                        .sorted(Comparator.comparing(ComparisonRow::threads))
                        .toList();
        boolean scales = copies.size() > 1;
        Measurement most = (scales ? copies : measured).getLast().on(backend);
        StringBuilder text =
                new StringBuilder(
                        "%s (%s)"
                                .formatted(
                                        Figures.count(most.threads(), "thread"),
                                        Figures.count(cpus, "CPU")));
        if (scales) {
            text.append(gain(copies.getFirst().on(backend), most));
        }
        if (most.lockWaitShare() != null) {
            text.append(scales ? " and wait " : most.threads() == 1 ? " waits " : " wait ");
            text.append(Figures.percent(most.lockWaitShare())).append(" of the time");
        }
        double[] ratios = ratios(backend);
        String separator = scales || most.lockWaitShare() != null ? "; " : ": ";
        if (ratios.length > 0) {
            text.append(separator).append(range(ratios)).append(" " + baseline + "'s speed");
        } else if (most.lockWaitShare() == null) {
            text.append(separator).append(Figures.millions(most.opsPerSecond()) + " Mops/s");
        }
        return text.toString();
    }

    private static String gain(Measurement few, Measurement many) {
        double gain = many.opsPerSecond() / (double) Math.max(1, few.opsPerSecond());
        return " do %s the work of %d".formatted(Figures.times(gain), few.threads());
    }

    private double[] ratios(String backend) {
        return rows.stream()
                .mapToDouble(row -> row.ratio(backend))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static String range(double[] sorted) {
        String low = Figures.times(sorted[0]);
        String high = Figures.times(sorted[sorted.length - 1]);
        return low.equals(high) ? low : low + " to " + high;
    }
}
