package org.alloclab.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.MeasurementSettings;
import org.alloclab.bench.plan.Workload;
import org.alloclab.bench.statistics.HostResponse.Failed;
import org.alloclab.bench.statistics.HostResponse.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

/** What is said to the host, and what is made of its answers. */
class AnswerTest {
    private static final Arm ARM = Invented.arm(Workload.PAIR, 2, BenchBackend.LOCKFREE);
    private static final Fork FORK =
            new Fork(ARM, Kind.TIMED, 0, new MeasurementSettings(2, 3, 4, 50));
    private static final String JMH =
            """
            {"ok": [{"params": {"backend": "lockfree", "layout": "modern", "size": "64"},
                     "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[4.5, 4.25], [4]]},
                     "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[0.5, "NaN"], [0]]},
                                          "peakMappedBytes": {"score": 1048576.0}}}]}
            """;

    private static Optional<HostResponse> read(String json) {
        return HostResponse.of(new JsonMapper().readTree(json), FORK);
    }

    @Test
    void aRequestIsACommandLineOfJmh() {
        String archive =
                " -jvmArgsAppend \"-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=forks.jsa"
                        + " -Xlog:cds=off\"";
        assertThat(FORK.request(""))
                .isEqualTo(
                        "^org.alloclab.bench.PairBenchmark.pair$ -p \"backend=lockfree\""
                                + " -p \"layout=modern\" -p \"size=64\" -t 2 -f 1"
                                + archive
                                + " -prof org.alloclab.bench.PeakMemory -prof gc"
                                + " -wi 3 -w 50ms -i 4 -r 50ms");
        Arm peer = Invented.arm(Workload.TRACE, 1, BenchBackend.MIMALLOC);
        assertThat(
                        new Fork(peer, Kind.FOOTPRINT, 0, MeasurementSettings.FOOTPRINT)
                                .request("mimalloc=/a b.so"))
                .isEqualTo(
                        "^org.alloclab.bench.TraceBenchmark.footprint$ -p \"backend=mimalloc\""
                                + " -p \"trace=json_docs\" -p \"peerLibs=mimalloc=/a b.so\" -t 1"
                                + " -f 1"
                                + archive
                                + " -prof org.alloclab.bench.PeakMemory");
    }

    @Test
    void aMeasurementHoldsEveryIteration() {
        Measured measured = (Measured) read(JMH).orElseThrow();
        assertThat(measured.samples()).containsExactly(4.5, 4.25, 4.0);
        assertThat(measured.bytesPerOp()).hasSize(3).element(1).isEqualTo(Double.NaN);
        assertThat(measured.peakMappedBytes()).isEqualTo(1048576);
        assertThat(measured.jmh().path("params").path("size").asString()).isEqualTo("64");
    }

    @Test
    void whatJmhItselfAllocatesIsNotThePairs() {
        double pairs = 2 * 50e6 / 4.5;
        Measured measured = (Measured) read(JMH).orElseThrow();
        assertThat(measured.bytesPerOp().getFirst())
                .isCloseTo(0.5 - HostResponse.JMH_BYTES / pairs, within(1e-9));
        double own = HostResponse.JMH_BYTES / pairs / 2;
        Measured none = (Measured) read(JMH.replace("0.5", "" + own)).orElseThrow();
        assertThat(none.bytesPerOp().getFirst()).isZero();
    }

    @Test
    void secondaryFiguresMayBeMissing() {
        String json = JMH.replaceFirst("(?s),\\s+\"secondaryMetrics.*", "}]}");
        Measured measured = (Measured) read(json).orElseThrow();
        assertThat(measured.bytesPerOp()).isEmpty();
        assertThat(measured.peakMappedBytes()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "lockfree, mimalloc, something else",
        "modern, classic, something else",
        "ns/op, ops/s, no times in ns/op",
        "4.5, '\"NaN\"', no times in ns/op",
        "4.5, 0, no times in ns/op"
    })
    void whatIsNotTheAnswerToTheQuestionIsAFailure(String right, String wrong, String reason) {
        assertThat(((Failed) read(JMH.replace(right, wrong)).orElseThrow()).reason())
                .contains(reason);
    }

    @Test
    void aFailureHasItsReason() {
        assertThat(read("{\"failed\": \"crashed\"}")).contains(new Failed("crashed"));
        assertThat(read("{\"ok\": []}")).contains(new Failed("JMH measured 0 benchmarks, not 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "{\"failed\": 3}", "{\"ok\": 3}", "null"})
    void anythingElseIsNoAnswer(String json) {
        assertThat(read(json)).isEmpty();
    }
}
