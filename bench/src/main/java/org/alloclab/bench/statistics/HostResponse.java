package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Fork;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the host says to a request. */
public sealed interface HostResponse {
    /** What JMH itself may allocate in an iteration, however many pairs there are. */
    double JMH_BYTES = 32 << 10;

    /**
     * It was not measured.
     *
     * @param reason in words
     */
    record Failed(String reason) implements HostResponse {}

    /**
     * A fork's figures.
     *
     * @param samples nanoseconds of one thread for one pair, by iteration
     * @param bytesPerOp bytes of the Java heap for each pair, by iteration, without JMH's own
     * @param peakMappedBytes most memory the allocator had at once; null if nobody looked
     * @param jmh all that JMH says
     */
    record Measured(
            List<Double> samples, List<Double> bytesPerOp, Long peakMappedBytes, JsonNode jmh)
            implements HostResponse {}

    /** Reads an answer; empty if it is none, so that the host cannot be relied on any more. */
    static Optional<HostResponse> of(JsonNode json, Fork fork) {
        JsonNode ok = json.path("ok");
        if (ok.isArray() && ok.size() == 1) {
            return Optional.of(measured(ok.get(0), fork));
        }
        if (ok.isArray()) {
            return Optional.of(
                    new Failed("JMH measured %d benchmarks, not 1".formatted(ok.size())));
        }
        JsonNode failed = json.path("failed");
        return failed.isString() ? Optional.of(new Failed(failed.asString())) : Optional.empty();
    }

    private static HostResponse measured(JsonNode jmh, Fork fork) {
        JsonNode primary = jmh.path("primaryMetric");
        List<Double> samples = iterations(primary);
        if (!isAbout(fork.arm(), jmh)) {
            return new Failed("JMH measured something else: " + jmh.path("params"));
        }
        String unit = primary.path("scoreUnit").asString("");
        if (!unit.equals("ns/op") || samples.isEmpty() || !samples.stream().allMatch(s -> s > 0)) {
            return new Failed("no times in ns/op: %s %s".formatted(samples, unit));
        }
        JsonNode secondary = jmh.path("secondaryMetrics");
        List<Double> bytes = iterations(secondary.path("gc.alloc.rate.norm"));
        for (int i = 0; i < bytes.size(); i++) {
            double pairs = fork.pace().millis() * 1e6 * fork.arm().threads() / samples.get(i);
            bytes.set(i, Math.max(0, bytes.get(i) - JMH_BYTES / pairs));
        }
        JsonNode peak = secondary.path("peakMappedBytes").path("score");
        return new Measured(
                samples, bytes, peak.isNumber() ? Math.round(peak.asDouble()) : null, jmh);
    }

    private static boolean isAbout(Arm arm, JsonNode jmh) {
        for (Map.Entry<String, String> param : arm.params().entrySet()) {
            if (!jmh.path("params").path(param.getKey()).asString("").equals(param.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** The figures of all iterations; NaN where JMH has no number. */
    private static List<Double> iterations(JsonNode metric) {
        List<Double> figures = new ArrayList<>();
        for (JsonNode fork : metric.path("rawData")) {
            fork.forEach(figure -> figures.add(figure.isNumber() ? figure.asDouble() : Double.NaN));
        }
        return figures;
    }
}
