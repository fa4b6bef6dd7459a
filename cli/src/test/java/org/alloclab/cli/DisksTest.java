package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.OutputFile;
import org.alloclab.report.SampleResults;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.FakeDetectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Disks that are full, read-only or gone, before the work or after: exit 4, one line that names the
 * file, and no half of one.
 */
@Timeout(300)
class DisksTest {
    private static final Path FULL = Path.of("/dev/full");
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir private Path folder;
    private Path results;
    private Program program;

    @BeforeEach
    void prepare() throws IOException {
        results = Files.createDirectory(folder.resolve("results"));
        Path home = FakeHome.in(folder.resolve("home")).folder();
        FakeDetectors.in(home.resolve("stress/target"))
                .say(
                        FakeDetectors.planned(1, "a.B", "a.C", "a.D", "a.E", "a.F"),
                        FakeDetectors.passed("a.B"),
                        new End(1));
        SampleResults.saved(SampleResults.bench(1, 2), folder.resolve("saved.json"));
        TraceBytes.random(1, 2000, 1).to(folder.resolve("some.altr"));
        program = new Program(folder, home, List.of("-XX:-UsePerfData"));
        System.setProperty("alloclab.home", home.toString());
    }

    @AfterEach
    void cleanUp() {
        System.clearProperty("alloclab.home");
    }

    private String[] words(String command) {
        return command.replace("FOLDER", folder.toString()).split(" ");
    }

    private void checkRefused(Ran ran, String name, String reason) throws IOException {
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(4);
        assertThat(ran.err()).contains(name + "\": ").containsPattern(reason);
        assertThat(ran.err().lines().filter(line -> !line.contains("left out"))).hasSize(1);
        assertThat(ran.err()).doesNotContain("result:");
        if (Files.exists(results)) {
            try (Stream<Path> files = Files.walk(results)) {
                assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                        .allMatch(file -> file.endsWith(".log") || file.endsWith("jmh.json"));
            }
        }
    }

    /** As a disk that is full, or whose owner has had his share: nothing above 512 bytes fits. */
    @ParameterizedTest
    @CsvSource({
        "doctor --json FOLDER/results/x.json, x.json",
        "replay FOLDER/some.altr --json FOLDER/results/x.json, x.json",
        "report FOLDER/saved.json --out FOLDER/results/x.html, x.html",
        "bench --workloads larson --backends gil --out FOLDER/results, json",
        "stress --out FOLDER/results --junit FOLDER/results/x.xml, x.xml",
    })
    void full(String command, String name) throws Exception {
        assumeTrue(Files.isExecutable(SHELL), "no " + SHELL);
        ProcessBuilder builder = program.builder();
        List<String> limited = new ArrayList<>(List.of(SHELL.toString(), "-c"));
        limited.addAll(List.of("ulimit -f 1; exec \"$@\"", "sh"));
        limited.addAll(program.command(words(command)));
        builder.command(limited).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Files.createFile(folder.resolve("out"));
        checkRefused(program.run(builder), name, "File too large");
    }

    @ParameterizedTest
    @CsvSource({
        "replay FOLDER/some.altr --json /dev/full",
        "report FOLDER/saved.json --out /dev/full",
        "report FOLDER/saved.json --out FOLDER/page.html --json /dev/full",
        "run --budget 1ms --traces json_docs --threads 1 --json /dev/full",
    })
    void fullFromTheStart(String command) throws IOException {
        assumeTrue(Files.isWritable(FULL), "no " + FULL);
        checkRefused(Ran.with((Object[]) words(command)), "/dev/full", "No space left");
    }

    @ParameterizedTest
    @CsvSource({
        "doctor --json /proc/x.json, /proc/x.json",
        "report FOLDER/saved.json --out /proc/x.html, /proc/x.html",
        "run --json /proc/self/x.json, /proc/self/x.json",
        "bench --workloads larson --out /proc/x, /proc/x",
        "bench --workloads larson --out FOLDER/saved.json, saved.json",
        "stress --out /proc/x/y, /proc/x/y",
        "stress --out FOLDER/saved.json/x, x",
        "stress --out FOLDER/results --junit /proc/x.xml, /proc/x.xml",
    })
    void readOnly(String command, String name) throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        checkRefused(Ran.with((Object[]) words(command)), name, "");
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void goneWhileItRan() throws Exception {
        String command =
                "run --budget 1s --traces json_docs --threads 1 --json FOLDER/results/x.json";
        Process process = program.builder(words(command)).start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> results.toFile().list().length == 1);
            remove(results);
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        Ran ran = new Ran(command, process.exitValue(), "", program.written("err"));
        checkRefused(ran, "x.json", "does not exist");
        assertThat(results).doesNotExist();
    }

    @Test
    void outputFilesNameWhatIsGone() throws IOException {
        OutputFile file = OutputFile.open("--json", results.resolve("x.json").toString());
        remove(results);
        try (file) {
            file.write(new byte[100]);
            assertThat(false).as("written").isTrue();
        } catch (Failure e) {
            assertThat(e).hasMessageContaining("x.json\": does not exist");
            assertThat(e.exitCode()).isEqualTo(4);
        }
    }
}
