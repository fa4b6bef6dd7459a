package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.FakeDetectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as a process of its own: what happens when it is stopped, or nobody reads it. */
class InterruptedTest {
    @TempDir private Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private ProcessBuilder program(String... arguments) {
        return new Program(folder, home(), List.of()).builder(arguments);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private String written(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    @Test
    void anInterruptSavesWhatThereIs() throws Exception {
        Path json = folder.resolve("partial.json");
        String[] arguments = {
            "run", "--budget", "10m", "--traces", "json_docs", "--threads", "1", "--json", "" + json
        };
        Process process = start(program(arguments));
        await().atMost(Duration.ofSeconds(60)).until(() -> written("out").contains("layout"));
        Thread.sleep(300); // somewhere in the middle of the work
        process.destroy();

        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(written("err"))
                .contains("result: interrupted (exit 130); repeat with: alloclab run --budget 10m");
        JsonNode document = new JsonMapper().readTree(json);
        assertThat(document.get("partial").asBoolean()).isTrue();
        assertThat(document.get("schema").asString()).isEqualTo("alloclab.run/1");
        assertThat(document.get("results").isArray()).isTrue();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("out", "err", "partial.json");
        }
    }

    /** A real run of benchmarks whose first fork was measured, and whose second one runs. */
    private Process startBench() throws IOException {
        ProcessBuilder builder =
                new Program(
                                folder,
                                home(),
                                List.of("-Djmh.ignoreLock=true", "-Djava.io.tmpdir=" + folder))
                        .builder(
                                "bench",
                                "--workloads=pair",
                                "--backends=lockfree,gil",
                                "--suite=headline",
                                "--budget=1ms",
                                "--out",
                                "" + folder.resolve("results"));
        builder.command()
                .replaceAll(word ->
                        word.equals(InventedForks.class.getName()) ? Main.class.getName() : word);
        Process process = start(builder);
        Path log = folder.resolve("results/jmh.log");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        Files.exists(log)
                                && Files.readString(log).split("# Warmup Iteration +1:").length > 2
                                && process.descendants().findAny().isPresent());
        return process;
    }

    private void checkPartialBench(Process process, List<ProcessHandle> forks) throws Exception {
        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(forks).isNotEmpty();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> forks.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(written("err")).contains("result: interrupted (exit 130)").hasLineCount(1);
        JsonNode document = new JsonMapper().readTree(folder.resolve("results/bench.json"));
        assertThat(document.get("partial").asBoolean()).isTrue();
        assertThat(document.get("recorded").asInt())
                .isPositive()
                .isLessThan(document.get("planned").asInt());
        assertThat(document.get("errors")).isEmpty();
        assertThat(new JsonMapper().readTree(folder.resolve("results/jmh.json")))
                .hasSize(document.get("recorded").asInt());
        assertThat(folder.resolve("results/forks.jsa")).doesNotExist();
    }

    @Test
    void anInterruptEndsTheBenchmarksAndKeepsWhatWasMeasured() throws Exception {
        Process process = startBench();
        List<ProcessHandle> forks = process.descendants().toList();
        process.destroy();
        checkPartialBench(process, forks);
    }

    /** A terminal sends Ctrl-C to the forks, too, which may hear of it first. */
    @Test
    void anInterruptOfTheWholeTerminalIsNoCrashOfABenchmark() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no kill");
        Process process = startBench();
        List<ProcessHandle> forks = process.descendants().toList();
        List<String> kill = new ArrayList<>(List.of("/bin/kill", "-INT"));
        forks.forEach(fork -> kill.add("" + fork.pid()));
        kill.add("" + process.pid());
        assertThat(exitCode(new ProcessBuilder(kill).start())).isZero();
        checkPartialBench(process, forks);
    }

    @Test
    void anInterruptEndsJcstressAndKeepsWhatCameBack() throws Exception {
        FakeDetectors detectors = FakeDetectors.in(home().resolve("stress/target"));
        detectors.say(
                FakeDetectors.planned(2, "a.B"),
                FakeDetectors.passed("a.B"),
                "!spawn",
                new Started("a.B [C1]"),
                "!hang");
        Path results = folder.resolve("results");
        Path xml = folder.resolve("stress.xml");
        Process process = start(program("stress", "--out", "" + results, "--junit", "" + xml));
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        process.descendants().count() == 2 && written("out").contains("2 forks"));
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();

        assertThat(exitCode(process)).isEqualTo(130);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(written("err")).startsWith("result: interrupted (exit 130)").hasLineCount(1);
        JsonNode document = new JsonMapper().readTree(results.resolve("stress.json"));
        assertThat(document.get("partial").asBoolean()).isTrue();
        assertThat(document.get("recorded").asInt()).isEqualTo(1);
        assertThat(document.get("planned").asInt()).isEqualTo(2);
        assertThat(xml).content().contains("<testcase classname=\"a\" name=\"B\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("out", "err", "home", "results", "stress.xml");
        }
    }

    @Test
    void aReaderThatLeavesIsNoError() throws Exception {
        ProcessBuilder builder = program("doctor");
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        Process process = start(builder);
        process.getInputStream().close();
        assertThat(exitCode(process)).isZero();
        assertThat(written("err").lines()).hasSize(1);
        assertThat(written("err")).startsWith("result: kept (exit 0)");
    }

    @Test
    void aFullDiskBehindStandardOutputIsNoticed() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no " + full);
        for (String argument : List.of("doctor", "--help")) {
            Process process = start(program(argument).redirectOutput(full.toFile()));
            assertThat(exitCode(process)).isEqualTo(4);
            assertThat(written("err").lines()).hasSize(1);
            assertThat(written("err")).contains("standard output");
        }
    }
}
