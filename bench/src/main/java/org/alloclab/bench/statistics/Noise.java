package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;

import java.util.Map;

/**
 * The same thing measured twice, as the JSON documents have it: what the ratio is off 1 is noise.
 *
 * @param workload which
 * @param params its parameters
 * @param backend on which allocator
 * @param layout of its heap; null for peers
 * @param threads number of threads
 * @param ratio the second median divided by the first
 * @param low the lower end of its 95 % interval
 * @param high its upper end
 */
public record Noise(
        String workload,
        Map<String, String> params,
        String backend,
        String layout,
        int threads,
        double ratio,
        double low,
        double high) {
    static Noise of(Arm arm, Samples first, Samples second, Bootstrap bootstrap) {
        Interval interval = bootstrap.ratio(second, first);
        return new Noise(
                arm.scenario().workload().toString(),
                arm.scenario().params(),
                arm.backend().toString(),
                arm.layoutName(),
                arm.threads(),
                second.median() / first.median(),
                interval.low(),
                interval.high());
    }

    /** By how much two measurements of the same arm differ, as a share. */
    public double difference() {
        return Math.abs(ratio - 1);
    }
}
