package org.alloclab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.bench.BareProvider;
import org.alloclab.bench.PeakMemory;
import org.alloclab.bench.plan.Arm;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.BenchCase;
import org.alloclab.bench.plan.Fork;
import org.alloclab.bench.plan.Fork.Kind;
import org.alloclab.bench.plan.MeasurementSettings;
import org.alloclab.bench.plan.Workload;
import org.alloclab.bench.statistics.Invented;
import org.alloclab.bench.statistics.Measured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Real forks of JMH, as short as can be. */
@Timeout(120)
class JmhRunnerTest {
    private static final long SIGINT = 1L << 1; // as a bit of a set of signals
    private static final Fork SHORT = fork("64", 20);
    private static final Fork ENDLESS = fork("64", 600_000);

    @TempDir private Path folder;
    private Path log;
    private JmhRunner runner;

    private static Fork fork(String size, int millis) {
        var params = new TreeMap<>(Workload.PAIR.usual().params());
        params.put("size", size);
        Arm arm = Invented.arm(Workload.PAIR, 2, BenchBackend.installed("lockfree"));
        BenchCase scenario = new BenchCase(Workload.PAIR, params);
        return new Fork(
                new Arm(scenario, 2, arm.backend(), arm.layout()),
                Kind.TIMED,
                0,
                new MeasurementSettings(1, 1, 2, millis));
    }

    @BeforeEach
    void open() throws IOException {
        log = folder.resolve("jmh.log");
        runner = JmhRunner.open(log, List.of());
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void aForkIsMeasuredAsThePlanSays() throws Exception {
        RunResult result = runner.run(SHORT);
        assertThat(result.getParams().getBenchmark()).endsWith("PairBenchmark.pair");
        assertThat(result.getParams().getParam("size")).isEqualTo("64");
        assertThat(result.getParams().getThreads()).isEqualTo(2);
        Measured measured = Measured.of(result, SHORT);
        assertThat(measured.samples()).hasSize(2);
        assertThat(measured.bytesPerOp()).hasSize(2);
        assertThat(measured.secondary().get(PeakMemory.LABEL)).isPositive();
        assertThat(log).content().contains("# Fork: 1 of 1", "Iteration   2:");
        runner.close();
        assertThat(folder).isDirectoryContaining(file -> file.equals(log));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void anAllocatorOfTheClassPathIsMeasured() throws Exception {
        Path classPath = folder.resolve("class path");
        BareProvider.offerIn(classPath);
        Arm arm = new Arm(Workload.PAIR.usual(), 1, BenchBackend.of(new BareProvider()), null);
        Fork fork = new Fork(arm, Kind.TIMED, 0, SHORT.pace());
        assertThatExceptionOfType(RunnerException.class)
                .isThrownBy(() -> runner.run(fork))
                .withMessageContaining("backend: bare (expected: one of [");
        JmhRunner other = JmhRunner.open(log, List.of(classPath));
        assertThat(other.run(fork).getParams().getParam("backend")).isEqualTo("bare");
    }

    @Test
    void aLibraryThatWasGivenReachesTheFork() {
        System.setProperty("alloclab.peer.mimalloc", "/no where/libmimalloc.so");
        try {
            Arm arm = Invented.arm(Workload.PAIR, 1, BenchBackend.installed("mimalloc"));
            assertThatExceptionOfType(RunnerException.class)
                    .isThrownBy(() -> runner.run(new Fork(arm, Kind.TIMED, 0, SHORT.pace())))
                    .withMessageContaining("/no where/libmimalloc.so");
        } finally {
            System.clearProperty("alloclab.peer.mimalloc");
        }
    }

    @Test
    void whatFailsInsideAForkIsToldByItsReason() {
        assertThatExceptionOfType(RunnerException.class)
                .isThrownBy(() -> runner.run(fork("-1", 20)))
                .withMessageContaining("-1")
                .withMessageNotContaining("\n");
    }

    private ProcessHandle runningFork() {
        await().until(() -> fork().isPresent());
        return fork().orElseThrow();
    }

    /** JMH starts other JVMs to learn about them. */
    private static Optional<ProcessHandle> fork() {
        return ProcessHandle.current()
                .descendants()
                .filter(one -> one.info().commandLine().orElse("").contains("ForkedMain"))
                .findFirst();
    }

    private CompletableFuture<String> failure(Fork fork) {
        CompletableFuture<String> failure = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        runner.run(fork);
                        failure.complete("none");
                    } catch (RunnerException e) {
                        failure.complete(e.getMessage());
                    }
                });
        return failure;
    }

    @Test
    void aForkThatIsKilledIsNamedByItsExitCodeAndTheNextOneRuns() throws Exception {
        CompletableFuture<String> failure = failure(ENDLESS);
        runningFork().destroyForcibly();
        assertThat(failure.get()).isEqualTo("Forked VM failed with exit code 137");
        assertThat(runner.run(SHORT)).isNotNull();
    }

    @Test
    void closingEndsTheForkAndNoneIsRunAfterwards() throws Exception {
        CompletableFuture<String> failure = failure(ENDLESS);
        ProcessHandle fork = runningFork();
        runner.close();
        assertThat(failure.get()).contains("exit code 137");
        await().until(() -> !fork.isAlive());
        assertThatExceptionOfType(RunnerException.class).isThrownBy(() -> runner.run(SHORT));
        assertThat(fork()).isEmpty();
    }

    @Test
    void aForkDoesNotHearCtrlC() throws Exception {
        CompletableFuture<String> failure = failure(ENDLESS);
        Path status = Path.of("/proc/" + runningFork().pid() + "/status");
        assumeTrue(Files.exists(status), "no " + status);
        String ignored =
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Long.parseUnsignedLong(ignored.split("\\s+")[1], 16) & SIGINT).isNotZero();
        runner.close();
        failure.get();
    }

    @Test
    void whatADyingJvmPrintedIsItsLastWords() throws IOException {
        JmhLog output = new JmhLog(log);
        Files.writeString(log, "<stdout last='20 lines'>\nof the fork before\n</stdout>\n");
        long start = output.length();
        assertThat(output.lastWords(start)).isEmpty();
        try (var appender = output.appender()) {
            appender.print(
                    """
                    # Fork: 1 of 1
                    <stdout last='20 lines'>
                    #
                    # A fatal error has been detected
                    </stdout>
                    <stderr last='20 lines'>
                    one
                    two
                    three
                    </stderr>
                    and what JMH says
                    """);
        }
        assertThat(output.lastWords(start)).isEqualTo("A fatal error has been detected; one; two");
        assertThat(new JmhLog(folder.resolve("none")).lastWords(0)).isEmpty();
    }
}
