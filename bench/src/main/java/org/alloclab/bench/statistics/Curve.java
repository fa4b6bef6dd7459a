package org.alloclab.bench.statistics;

import org.alloclab.bench.plan.Workload;
import org.alloclab.bench.scaling.Estimate;

import java.util.List;
import java.util.Map;

/**
 * Throughput against threads and the law that describes it, as the JSON documents have it.
 *
 * @param workload which
 * @param params its parameters
 * @param backend on which allocator
 * @param layout of its heap; null for peers
 * @param points what was measured
 * @param alpha contention; null if there is no fit
 * @param beta coherency; null if there is no fit
 * @param gamma operations a second of one thread; null if there is no fit
 * @param peak threads beyond which more do less; null if there is no fit
 * @param heldOut the last point, predicted from the others; null if there is no fit
 * @param refusal why there is no fit; null if there is one
 */
public record Curve(
        String workload,
        Map<String, String> params,
        String backend,
        String layout,
        List<CurvePoint> points,
        Estimate alpha,
        Estimate beta,
        Estimate gamma,
        Peak peak,
        Foretold heldOut,
        String refusal) {
    /** The workload and its parameters, for people. */
    public String scenario() {
        return Workload.title(workload, params);
    }

    /**
     * A measured throughput.
     *
     * @param threads number of threads
     * @param opsPerSecond pairs a second of all threads together
     * @param low the lower end of its 95 % interval
     * @param high its upper end
     */
    public record CurvePoint(int threads, double opsPerSecond, double low, double high) {}

    /**
     * Where throughput is highest.
     *
     * @param threads how many; null if no number is enough
     * @param low the lower end of its 95 % interval; null if no number is enough
     * @param high its upper end; null if no number is enough
     */
    public record Peak(Double threads, Double low, Double high) {}

    /**
     * A point by the law fitted to the others.
     *
     * @param threads how many
     * @param predicted operations a second by that law
     * @param measured operations a second
     * @param error how far off, as a share of what was measured
     */
    public record Foretold(int threads, double predicted, double measured, double error) {}
}
