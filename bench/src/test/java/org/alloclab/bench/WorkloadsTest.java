package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every workload on every backend of ours, for a moment and without a fork. A block that is left
 * behind, and books that disagree, are exceptions of {@link MeasuredAllocator} and fail a run.
 */
class WorkloadsTest {
    private static final List<String> BENCHMARKS =
            List.of(
                    "BatchBenchmark.batch",
                    "BlowupBenchmark.blowup",
                    "BurstBenchmark.burst",
                    "ChurnBenchmark.churn",
                    "FalseSharingBenchmark.scratch",
                    "FalseSharingBenchmark.thrash",
                    "GrowthBenchmark.growth",
                    "IdleBenchmark.idle",
                    "LarsonBenchmark.larson",
                    "PairBenchmark.pair",
                    "ThreadChurnBenchmark.threadChurn",
                    "TraceBenchmark.footprint",
                    "TraceBenchmark.trace",
                    "TransferBenchmark.transfer",
                    "VirtualThreadsBenchmark.virtualThreads",
                    "XmallocBenchmark.xmalloc");

    @Test
    void jmhFindsThemAll() {
        var output = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        assertThat(BenchmarkList.defaultList().getAll(output, List.of()))
                .extracting(BenchmarkListEntry::getUsername)
                .containsExactlyInAnyOrderElementsOf(
                        BENCHMARKS.stream().map(name -> "org.alloclab.bench." + name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lockfree", "gil", "gil-held", "locked-lockfree"})
    void eachLeavesNothingBehind(String backend) throws RunnerException {
        Collection<RunResult> results =
                new Runner(shortly(backend).include("org.alloclab.bench").threads(4).build()).run();
        assertThat(names(results)).containsExactlyInAnyOrderElementsOf(BENCHMARKS);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive())
                .allSatisfy(result -> assertThat(peak(result)).isGreaterThanOrEqualTo(256 << 10))
                .allSatisfy(WorkloadsTest::assertRatesAddUp);
    }

    /** The mean of some times is never less than the time at the mean rate. */
    private static void assertRatesAddUp(RunResult result) {
        if (result.getParams().getMode() == Mode.AverageTime) {
            double rate = result.getSecondaryResults().get(Throughput.LABEL).getScore();
            double nanos = result.getPrimaryResult().getScore();
            assertThat(rate * nanos / 1e9).isGreaterThan(3.999).isLessThan(1e6);
        }
    }

    @Test
    void oneThreadAloneRunsAllButXmalloc() throws RunnerException {
        Options options =
                shortly("lockfree")
                        .include("org.alloclab.bench")
                        .threads(1)
                        .exclude("Xmalloc")
                        .build();
        assertThat(names(new Runner(options).run())).hasSize(BENCHMARKS.size() - 1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsKeptIsToldBeforeAndAfterATrim() throws RunnerException {
        var results =
                new Runner(shortly("gil").include("Blowup|Idle|Burst").threads(1).build()).run();
        assertThat(results)
                .hasSize(3)
                .allSatisfy(result -> {
                    assertThat(result.getSecondaryResults())
                            .containsKeys(PeakMemory.KEPT_RESIDENT, PeakMemory.TRIMMED_RESIDENT);
                    assertThat(secondary(result, PeakMemory.TRIMMED_MAPPED))
                            .isLessThanOrEqualTo(secondary(result, PeakMemory.KEPT_MAPPED))
                            .isLessThan(peak(result));
                });
    }

    @Test
    void aPeerRunsThemAndDoesNotTellItsMemoryWhileThereIsACompiler() throws RunnerException {
        var results =
                new Runner(shortly("netty-pooled").include("org.alloclab.bench").threads(4).build())
                        .run();
        assertThat(names(results)).containsExactlyInAnyOrderElementsOf(BENCHMARKS);
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getSecondaryResults())
                                .doesNotContainKey(PeakMemory.LABEL));
    }

    @Test
    void whatServesOneThreadRunsWhatOneThreadDoes() throws RunnerException {
        var results = new Runner(shortly("confined").include("Pair|Trace").build()).run();
        assertThat(results).hasSize(3);
    }

    private static Collection<String> names(Collection<RunResult> results) {
        return results.stream()
                .map(result -> result.getParams().getBenchmark())
                .map(name -> name.replaceFirst(".*\\.(?=.*\\.)", ""))
                .collect(Collectors.toSet());
    }

    private static double peak(RunResult result) {
        return secondary(result, PeakMemory.LABEL);
    }

    private static double secondary(RunResult result, String label) {
        return result.getSecondaryResults().get(label).getScore();
    }

    private static ChainedOptionsBuilder shortly(String backend) {
        return new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .addProfiler(PeakMemory.class)
                .addProfiler(Throughput.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .param("backend", backend)
                .param("layout", "classic")
                .param("count", "100")
                .param("order", "half")
                .param("live", "1000")
                .param("blocks", "8000")
                .param("sleepers", "8")
                .param("ratio", "1:3")
                .param("batch", "64")
                .param("largest", "999")
                .param("trace", "thread_pipeline");
    }
}
