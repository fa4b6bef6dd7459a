package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.replay.ReplayMode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in words what the figures of a comparison show; nothing is said that they do not. */
public final class Explanation {
    private static final double ENOUGH = 0.8;

    private final List<ComparisonRow> rows;
    private final int cpus;

    /**
     * @param cpus processors the threads shared
     */
    public Explanation(List<ComparisonRow> rows, int cpus) {
        this.rows = rows;
        this.cpus = cpus;
    }

    /**
     * @param rounds how often everything was measured
     * @param cpusObtained CPUs' worth of time that threads got which could use all, or NaN
     */
    public List<String> lines(int rounds, double cpusObtained) {
        List<String> lines = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            if (rows.stream().anyMatch(row -> row.on(backend) != null)) {
                lines.add(backend + ": " + about(backend) + ".");
            }
        }
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
                "Medians of %d %s, of ratios within each. MiB: asked for (live), mapped."
                        .formatted(rounds, rounds == 1 ? "round" : "rounds"));
        return lines;
    }

    /** What more threads bring, each with a copy of one trace; how long they wait; who is ahead. */
    private String about(Backend backend) {
        List<ComparisonRow> measured =
                rows.stream().filter(row -> row.on(backend) != null).toList();
        List<ComparisonRow> copies =
                measured.stream()
                        .filter(row -> row.mode() == ReplayMode.COPIES)
                        .sorted(Comparator.comparing(ComparisonRow::threads))
                        .toList();
        boolean scales = copies.size() > 1;
        Measurement most = (scales ? copies : measured).getLast().on(backend);
        String who = "%s (%s)".formatted(count(most.threads(), "thread"), count(cpus, "CPU"));
        String work = scales ? " do " + gain(copies.getFirst().on(backend), most) : "";
        return who
                + work
                + (most.lockWaitShare() == null ? ahead(scales, most) : waits(scales, most));
    }

    private static String waits(boolean scales, Measurement most) {
        return "%s wait%s %s of the time"
                .formatted(
                        scales ? " and" : "",
                        most.threads() == 1 ? "s" : "",
                        Figures.percent(most.lockWaitShare()));
    }

    private static String gain(Measurement few, Measurement many) {
        double gain = many.opsPerSecond() / (double) Math.max(1, few.opsPerSecond());
        return "%s the work of %d".formatted(Figures.times(gain), few.threads());
    }

    /** How the lock-free one compares, over all rows in which it can; else its throughput. */
    private String ahead(boolean scales, Measurement most) {
        double[] ratios =
                rows.stream()
                        .mapToDouble(ComparisonRow::ratio)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        String separator = scales ? "; " : ": ";
        if (ratios.length == 0) {
            return separator + Figures.millions(most.opsPerSecond()) + " Mops/s";
        }
        String low = Figures.times(ratios[0]);
        String high = Figures.times(ratios[ratios.length - 1]);
        return separator + (low.equals(high) ? low : low + " to " + high) + " gil's speed";
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
