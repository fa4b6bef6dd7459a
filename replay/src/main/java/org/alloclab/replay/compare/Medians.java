package org.alloclab.replay.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What many rounds come to. */
public final class Medians {
    private Medians() {}

    /** The median; NaN of nothing. */
    public static double of(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The round of median throughput, so that the figures of time belong together; of two in the
     * middle the slower one. Bytes and broken promises are the most of all rounds.
     */
    public static Measurement of(List<Measurement> rounds) {
        List<Measurement> sorted =
                rounds.stream().sorted(Comparator.comparing(Measurement::opsPerSecond)).toList();
        Measurement median = sorted.get((sorted.size() - 1) / 2);
        return new Measurement(
                median.trace(),
                median.mode(),
                median.backend(),
                median.layout(),
                median.threads(),
                median.operations(),
                median.seconds(),
                median.opsPerSecond(),
                most(rounds, Measurement::peakMappedBytes),
                most(rounds, Measurement::peakLiveBytes),
                most(rounds, Measurement::liveBlocksAtEnd),
                most(rounds, Measurement::mappedBytesAtEnd),
                median.lockWaitShare(),
                most(rounds, Measurement::violations));
    }

    /** The most; null if no round has the figure. */
    private static Long most(List<Measurement> rounds, Function<Measurement, Long> figure) {
        return rounds.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
