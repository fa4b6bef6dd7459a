package org.alloclab.cli;

import org.alloclab.cli.bench.Curve;
import org.alloclab.cli.scaling.Estimate;

import java.util.List;
import java.util.Objects;

/** What more threads bring, by the Universal Scalability Law. */
final class CurveTable {
    private CurveTable() {}

    /** A row for each curve that a law was fitted to. */
    static List<String> lines(List<Curve> curves, Style style) {
        Table table =
                new Table(
                        "scaling|",
                        "",
                        ">contention|alpha",
                        "|95 %",
                        ">coherency|beta",
                        "|95 %",
                        ">peak|threads",
                        "|95 %",
                        ">last|off by");
        String section = "";
        for (Curve curve : curves) {
            if (!section.equals(curve.scenario())) {
                section = curve.scenario();
                table.addSection(section);
            }
            table.add(
                    "  " + curve.backend(),
                    Objects.requireNonNullElse(curve.layout(), ""),
                    share(curve.alpha().value()),
                    interval(curve.alpha()),
                    share(curve.beta().value()),
                    interval(curve.beta()),
                    threads(curve.peak().threads()),
                    threads(curve.peak().low()) + "-" + threads(curve.peak().high()),
                    "%+.0f %%".formatted(100 * curve.heldOut().error()));
        }
        return table.lines(style::bold);
    }

    private static String interval(Estimate estimate) {
        return share(estimate.low()) + "-" + share(estimate.high());
    }

    /** Without the zero in front, which tells nothing. */
    private static String share(double share) {
        return "%.4f".formatted(share).replaceFirst("^0", "");
    }

    private static String threads(Double threads) {
        return threads == null ? "inf" : "%.0f".formatted(threads);
    }
}
