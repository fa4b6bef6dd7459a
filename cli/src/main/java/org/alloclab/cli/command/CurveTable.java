package org.alloclab.cli.command;

import org.alloclab.bench.statistics.Curve;
import org.alloclab.cli.terminal.Style;
import org.alloclab.cli.terminal.Table;
import org.alloclab.cli.terminal.TextWrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Fits of the Universal Scalability Law to throughput against threads. */
public final class CurveTable {
    private static final String READING =
            """
            N threads do N / (1 + alpha (N - 1) + beta N (N - 1)) times the work of one: alpha is \
            the share that one thread at a time can do, beta the cost of each pair of threads, \
            peak where more threads do less. Last: the error of the last point when predicted \
            from the others.\
            """;

    private CurveTable() {}

    /** A row for each fitted curve. */
    public static List<String> lines(List<Curve> curves, Style style) {
        Table table =
                new Table(
                        "|scaling law",
                        "|",
                        ">|alpha",
                        "|95 %",
                        ">|beta",
                        "|95 %",
                        ">|peak",
                        "|95 %",
                        ">last|%");
        String section = "";
        for (Curve curve : curves) {
            if (!section.equals(curve.scenario())) {
                section = curve.scenario();
                table.addSection(section);
            }
            table.add(
                    "  " + curve.backend(),
                    Objects.requireNonNullElse(curve.layout(), ""),
                    contention(curve.alpha().value()),
                    contention(curve.alpha().low()) + "-" + contention(curve.alpha().high()),
                    coherency(curve.beta().value()),
                    coherency(curve.beta().low()) + "-" + coherency(curve.beta().high()),
                    threads(curve.peak().threads()),
                    threads(curve.peak().low()) + "-" + threads(curve.peak().high()),
                    "%+.0f".formatted(100 * curve.heldOut().error()));
        }
        List<String> lines = new ArrayList<>(table.lines(style::bold));
        lines.addAll(TextWrap.wrapped(READING, 0, 0));
        return lines;
    }

    private static String contention(double alpha) {
        return alpha < 0.9995 ? "%.3f".formatted(alpha).substring(1) : "%.2f".formatted(alpha);
    }

    private static String coherency(double beta) {
        return beta < 0.99995 ? "%.4f".formatted(beta).substring(1) : "%.2f".formatted(beta);
    }

    private static String threads(Double threads) {
        return threads == null ? "inf" : "%.0f".formatted(threads);
    }
}
