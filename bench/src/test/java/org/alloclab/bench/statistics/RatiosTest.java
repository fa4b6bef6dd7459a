package org.alloclab.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Problem;
import org.alloclab.bench.plan.Ratio;
import org.alloclab.bench.plan.Selection;
import org.alloclab.bench.plan.Suite;
import org.alloclab.bench.plan.Workload;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Figures held against targets; times are invented. */
class RatiosTest {
    private final Recorded recorded = new Recorded();

    private static Arm pair(int threads, String backend) {
        return Invented.arm(Workload.PAIR, threads, BenchBackend.installed(backend));
    }

    private void times(Arm arm, double... times) {
        Invented.times(recorded, arm, Kind.TIMED, times);
    }

    /** What the same thing measured twice differs by, with one thread. */
    private void noise(double share) {
        Arm arm = pair(1, "lockfree");
        Invented.times(recorded, arm, Kind.TIMED_AGAIN, 4 * (1 + share), 4 * (1 + share));
        times(arm, 4, 4);
    }

    private BenchResults results(Problem... missing) {
        Plan plan = Invented.plan(Invented.whole(Suite.QUICK, Invented.MODERN), missing);
        return BenchResults.of(plan, recorded, List.of());
    }

    private Ratio ratio(String id, Problem... missing) {
        return results(missing).ratios().stream()
                .filter(ratio -> ratio.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theBestPeerIsTheFastestOfThoseMeasured() {
        times(pair(1, "lockfree"), 4, 4, 4);
        times(pair(1, "glibc"), 16, 16, 16);
        times(pair(1, "tcmalloc"), 5, 5, 5);
        Problem jemalloc = new Problem("jemalloc", "no such library", "install it");
        Ratio ratio = ratio("pair-1", jemalloc);
        assertThat(ratio.ratio()).isCloseTo(0.8, within(1e-9));
        assertThat(ratio.to()).isEqualTo("tcmalloc");
        assertThat(ratio.verdict()).isEqualTo("kept");
        assertThat(ratio.reason()).isEqualTo("jemalloc: no such library; mimalloc: not recorded");
    }

    @Test
    void aRatioOnTheWrongSideIsMissed() {
        times(pair(1, "lockfree"), 6, 6, 6);
        times(pair(1, "tcmalloc"), 5, 5, 5);
        assertThat(ratio("pair-1").verdict()).isEqualTo("missed");
        times(pair(1, "netty-adaptive"), 59, 59, 59);
        assertThat(ratio("pair-netty").verdict()).isEqualTo("missed");
    }

    @Test
    void aRatioWhoseIntervalHoldsItsTargetIsNoise() {
        times(pair(1, "lockfree"), 3.9, 4.1);
        times(pair(1, "tcmalloc"), 3.8, 4.3);
        Ratio near = ratio("pair-1");
        assertThat(near.low()).isLessThan(1);
        assertThat(near.high()).isGreaterThan(1);
        assertThat(near.verdict()).isEqualTo("within noise");
    }

    @Test
    void aRatioNearerToItsTargetThanEqualThingsToEachOtherIsNoise() {
        times(pair(1, "tcmalloc"), 4.1, 4.1);
        noise(0.05);
        assertThat(ratio("pair-1").high()).isLessThan(1);
        assertThat(ratio("pair-1").verdict()).isEqualTo("within noise");
        assertThat(ratio("pair-netty").verdict()).isEqualTo("not measured");
    }

    @Test
    void withLittleNoiseEvenACloseRatioHasItsVerdict() {
        times(pair(1, "tcmalloc"), 4.1, 4.1);
        noise(0.01);
        assertThat(ratio("pair-1").verdict()).isEqualTo("kept");
    }

    @Test
    void bytesHaveNoNoise() {
        Invented.figures(
                recorded,
                Invented.arm(Workload.TRACE, 1, BenchBackend.installed("lockfree")),
                Kind.TIMED,
                0,
                109L,
                5);
        Invented.figures(
                recorded,
                Invented.arm(Workload.TRACE, 1, BenchBackend.installed("gil")),
                Kind.TIMED,
                0,
                100L,
                5);
        noise(0.5);
        assertThat(ratio("json-memory").verdict()).isEqualTo("kept");
    }

    @Test
    void throughputIsOfAllThreads() {
        times(pair(1, "lockfree"), 4, 4);
        times(pair(2, "lockfree"), 4, 4);
        times(pair(2, "gil"), 100, 100);
        Ratio scaling = ratio("pair-scaling");
        assertThat(scaling.ratio()).isCloseTo(2, within(1e-9));
        assertThat(scaling.low()).isCloseTo(2, within(1e-9));
        assertThat(scaling.verdict()).isEqualTo("kept");
        assertThat(scaling.of()).isEqualTo("lockfree");
        assertThat(scaling.threads()).isEqualTo(2);
        assertThat(ratio("pair-unlocked").ratio()).isCloseTo(25, within(1e-9));
    }

    @Test
    void memoryIsComparedByWhatMeasuresNothingElse() {
        Arm ours = Invented.arm(Workload.TRACE, 1, BenchBackend.installed("lockfree"));
        Arm gil = Invented.arm(Workload.TRACE, 1, BenchBackend.installed("gil"));
        Invented.figures(recorded, ours, Kind.TIMED, 0, 999L, 5);
        Invented.figures(recorded, ours, Kind.FOOTPRINT, 0, 120L, 5);
        Invented.figures(recorded, gil, Kind.TIMED, 0, null, 5);
        assertThat(ratio("json-memory").verdict()).isEqualTo("not measured");
        Invented.figures(recorded, gil, Kind.FOOTPRINT, 0, 100L, 5);
        Ratio memory = ratio("json-memory");
        assertThat(memory.ratio()).isEqualTo(1.2);
        assertThat(memory.verdict()).isEqualTo("missed");
        assertThat(results().results())
                .extracting(BenchResult::peakMappedBytes)
                .containsExactly(120L, 100L);
    }

    @Test
    void theWorstWorkloadCountsForTheJavaHeap() {
        Arm churn = Invented.arm(Workload.CHURN, 1, BenchBackend.installed("gil"));
        times(pair(1, "gil"), 30, 30);
        Ratio none = ratio("heap-gil");
        assertThat(none.verdict()).isEqualTo("kept");
        assertThat(none.to()).isNull();
        Invented.figures(recorded, churn, Kind.TIMED, 16.0, null, 30, 30);
        Ratio some = ratio("heap-gil");
        assertThat(some.ratio()).isEqualTo(16);
        assertThat(some.workload()).isEqualTo("churn");
        assertThat(some.verdict()).isEqualTo("missed");
    }

    @Test
    void whatWasNotMeasuredSaysWhy() {
        times(pair(1, "gil-held"), 9, 9);
        Problem python = new Problem("pymalloc", "no libpython", "install it");
        Ratio ratio = ratio("pair-gil", python);
        assertThat(ratio.verdict()).isEqualTo("not measured");
        assertThat(ratio.ratio()).isNull();
        assertThat(ratio.low()).isNull();
        assertThat(ratio.to()).isEqualTo("pymalloc");
        assertThat(ratio.reason()).isEqualTo("pymalloc: no libpython");
        assertThat(results(python).errors())
                .containsExactly(new Problem("pymalloc", "no libpython", "install it"));
    }

    @Test
    void onlyWhatWasAskedForHasARatio() {
        Selection selection =
                new Selection(
                        Suite.QUICK,
                        List.of(Workload.PAIR),
                        List.of(
                                BenchBackend.installed("lockfree"),
                                BenchBackend.installed("glibc")),
                        List.of(1),
                        Invented.MODERN);
        assertThat(BenchResults.of(Invented.plan(selection), recorded, List.of()).ratios())
                .extracting(Ratio::id)
                .containsExactly("pair-1", "heap-lockfree");
    }

    @Test
    void intervalsAreTheSameForTheSameSeedAndHoldTheMedian() {
        Samples samples =
                new Samples(List.of(new double[] {4, 4.1, 4.2}, new double[] {4.4, 4.3, 4.5}));
        Interval interval = new Bootstrap(7).median(samples);
        assertThat(interval).isEqualTo(new Bootstrap(7).median(samples));
        assertThat(interval.holds(samples.median())).isTrue();
        assertThat(interval.low()).isGreaterThanOrEqualTo(4);
        assertThat(interval.high()).isLessThanOrEqualTo(4.5);
    }

    @Test
    void whatDisturbsAWholeRoundDisturbsNoRatio() {
        Samples of = new Samples(List.of(new double[] {4, 4}, new double[] {8, 8}));
        Samples to = new Samples(List.of(new double[] {2, 2}, new double[] {4, 4}));
        assertThat(new Bootstrap(1).ratio(of, to)).isEqualTo(new Interval(2, 2));
    }

    @Test
    void curvesComeFromTheTimesOfOneThread() {
        times(pair(1, "lockfree"), 4, 4);
        times(pair(2, "lockfree"), 5, 5);
        times(pair(1, "glibc"), 17, 17);
        List<Curve> curves = results().scaling();
        assertThat(curves).hasSize(1);
        assertThat(curves.getFirst().points())
                .extracting(Curve.CurvePoint::opsPerSecond)
                .containsExactly(2.5e8, 4e8);
        assertThat(curves.getFirst().refusal()).contains("not enough points");
        assertThat(curves.getFirst().alpha()).isNull();
    }
}
