package org.alloclab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is asked for by lines, and answered by lines. */
@Timeout(60)
class HostTest {
    private static final String PAIR =
            "org.alloclab.bench.PairBenchmark.pair -p layout=classic -f 1 -wi 0 -i 1 -r 1ms";

    @TempDir Path folder; // the lock of JMH lies there, so that other JMHs do not matter
    private Process host;
    private PrintWriter requests;
    private BufferedReader answers;

    @BeforeEach
    void start() throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + folder,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchHostProgram.class.getName());
        host = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        requests = new PrintWriter(host.outputWriter(), true);
        answers = host.inputReader();
    }

    @AfterEach
    void end() {
        host.descendants().forEach(ProcessHandle::destroyForcibly);
        host.destroyForcibly();
    }

    private JsonNode answer() throws IOException {
        return JsonMapper.shared().readTree(answers.readLine());
    }

    @Test
    void answersInOrder() throws IOException {
        requests.println(PAIR + " -p backend=gil -p size=16 -t 2");
        requests.println("org.alloclab.bench.Nothing");
        requests.println(PAIR + " -p \"backend=no such\"");
        requests.println(PAIR + " -p backend=gil -jvmArgsAppend -XX:+NoSuchFlag");
        requests.println(PAIR + " -t many");
        JsonNode result = answer().path("ok").path(0);
        assertThat(result.path("benchmark").asString()).endsWith("PairBenchmark.pair");
        assertThat(result.path("params").path("size").asString()).isEqualTo("16");
        assertThat(result.path("threads").asInt()).isEqualTo(2);
        assertThat(result.path("primaryMetric").path("rawData").path(0)).hasSize(1);
        assertThat(failure()).isEqualTo("no benchmark matches: org.alloclab.bench.Nothing");
        assertThat(failure()).startsWith("backend: no such (expected: ");
        assertThat(failure()).contains("exit code 1").contains("NoSuchFlag");
        assertThat(failure()).contains("many");
    }

    private String failure() throws IOException {
        return answer().path("failed").asString();
    }

    @Test
    void saysThatAnotherJmhRuns() throws IOException {
        Path lockFile = folder.resolve("jmh.lock");
        try (var file =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            requests.println(PAIR + " -p backend=gil");
            assertThat(failure()).contains("Another JMH instance might be running");
        }
    }

    @Test
    void endsWithItsForkWhenTheInputEnds() throws InterruptedException {
        requests.println(PAIR.replace("1ms", "10m") + " -p backend=gil");
        await().until(() -> host.descendants().findAny().isPresent());
        ProcessHandle fork = host.descendants().findAny().orElseThrow();
        requests.close();
        host.waitFor();
        await().until(() -> !fork.isAlive());
        assertThat(answers.lines()).isEmpty();
    }
}
