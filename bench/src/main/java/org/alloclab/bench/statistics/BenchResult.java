package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.Workload;

import java.util.Map;

/**
 * What one backend came to at one workload, as the JSON documents have it.
 *
 * @param workload which
 * @param params its parameters
 * @param backend on which allocator
 * @param layout of its heap; null for peers
 * @param threads number of threads
 * @param score the median of all samples
 * @param error half the width of its 95 % interval
 * @param unit of score, error and samples
 * @param samples of every iteration of every fork
 * @param forks JVMs that measured it
 * @param bytesPerOp bytes of the Java heap for each pair; null if unknown
 * @param peakMappedBytes most memory at once: mapped, or for peers resident; null if unknown
 */
public record BenchResult(
        String workload,
        Map<String, String> params,
        String backend,
        String layout,
        int threads,
        double score,
        double error,
        String unit,
        double[] samples,
        int forks,
        Double bytesPerOp,
        Long peakMappedBytes) {
    /** The workload and its parameters, for people. */
    public String scenario() {
        return Workload.title(workload, params);
    }

    static BenchResult of(Arm arm, Samples samples, Recorded recorded, Bootstrap bootstrap) {
        return new BenchResult(
                arm.scenario().workload().toString(),
                arm.scenario().params(),
                arm.backend().toString(),
                arm.layoutName(),
                arm.threads(),
                samples.median(),
                bootstrap.median(samples).error(),
                "ns/op",
                samples.all(),
                samples.forks().size(),
                recorded.bytesPerOp(arm),
                recorded.peakMappedBytes(arm));
    }
}
