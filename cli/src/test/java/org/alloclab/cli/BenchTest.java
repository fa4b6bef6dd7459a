package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.bench.BareProvider;
import org.alloclab.cli.session.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The verb bench from end to end, on forks whose times are invented. */
class BenchTest {
    private static final String HOME = "alloclab.home";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path folder;
    private FakeHome home;

    @BeforeEach
    void makeHome() throws IOException {
        home = FakeHome.in(folder.resolve("home"));
        System.setProperty(HOME, home.folder().toString());
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty(HOME);
        System.clearProperty("alloclab.peer.tcmalloc");
    }

    private static Ran bench(Object... flags) {
        return Ran.on(
                InventedForks::open, Stream.concat(Stream.of("bench"), Stream.of(flags)).toArray());
    }

    /** Two backends with one thread: three forks in each of two rounds. */
    private Ran small(Object... more) {
        Stream<Object> usual =
                Stream.of(
                        "--workloads=pair",
                        "--backends=lockfree,gil",
                        "--threads=1",
                        "--layout=modern",
                        "--seed=1",
                        "--out",
                        folder.resolve("out"));
        return bench(Stream.concat(usual, Stream.of(more)).toArray());
    }

    private JsonNode saved() {
        return JSON.readTree(folder.resolve("out/bench.json"));
    }

    @Test
    void itsResultsCanBeShown() {
        small().ended(0, "measured");
        Path page = folder.resolve("page.html");
        Ran ran = Ran.with("report", folder.resolve("out"), "--out", page).ended(0, "kept");
        assertThat(ran.out()).contains("out/bench.json");
        assertThat(page).exists();
    }

    @Test
    void theQuickSuiteHoldsEveryTarget() {
        Ran ran = bench("--json=-", "--quiet", "--seed=1").ended(0, "measured");
        JsonNode json = ran.json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "schema",
                        "version",
                        "command",
                        "seed",
                        "started",
                        "machine",
                        "planned",
                        "recorded",
                        "results",
                        "kept",
                        "noise",
                        "ratios",
                        "scaling",
                        "errors",
                        "peers");
        assertThat(json.get("schema").asString()).isEqualTo("alloclab.bench/1");
        assertThat(json.get("recorded")).isEqualTo(json.get("planned"));
        assertThat(json.get("ratios")).hasSize(52);
        json.get("ratios").forEach(BenchTest::checkRatio);
        json.get("results").forEach(BenchTest::checkResult);
        json.get("noise").forEach(BenchTest::checkNoise);
        json.get("scaling").forEach(BenchTest::checkCurve);
        assertThat(json.get("noise")).isNotEmpty();
        assertThat(json.get("scaling")).isNotEmpty();
    }

    @Test
    void memoryThatIsKeptHasATableOfItsOwn() {
        Ran ran =
                bench(
                                "--workloads=blowup",
                                "--backend=gil",
                                "--layout=modern",
                                "--out",
                                folder.resolve("out"))
                        .ended(0, "measured");
        assertThat(ran.out().lines())
                .anyMatch(line -> line.matches("  gil +modern +20\\.0 +30\\.0 +10\\.0 +15\\.0"));
        JsonNode kept = saved().get("kept").get(0);
        assertThat(kept.get("workload").asString()).isEqualTo("blowup");
        assertThat(kept.get("trimmedResidentBytes").asLong()).isEqualTo(15 << 20);
    }

    private static void checkResult(JsonNode result) {
        assertThat(result.propertyNames())
                .containsExactly(
                        "workload",
                        "params",
                        "backend",
                        "layout",
                        "threads",
                        "score",
                        "error",
                        "unit",
                        "samples",
                        "forks",
                        "bytesPerOp",
                        "peakMappedBytes");
        boolean ours = result.get("backend").asString().matches("lockfree|locked-.*|gil.*");
        assertThat(result.get("layout").isNull()).isEqualTo(!ours);
        assertThat(result.get("score").asDouble()).isPositive();
        assertThat(result.get("unit").asString()).isEqualTo("ns/op");
        assertThat(result.get("samples").size())
                .isGreaterThanOrEqualTo(2 * result.get("forks").asInt());
        assertThat(result.get("params").isObject()).isTrue();
    }

    private static void checkNoise(JsonNode noise) {
        assertThat(noise.propertyNames())
                .containsExactly(
                        "workload",
                        "params",
                        "backend",
                        "layout",
                        "threads",
                        "ratio",
                        "low",
                        "high");
        assertThat(noise.get("low").asDouble()).isLessThan(noise.get("high").asDouble());
    }

    private static void checkRatio(JsonNode ratio) {
        assertThat(ratio.propertyNames())
                .containsExactly(
                        "id",
                        "title",
                        "workload",
                        "params",
                        "threads",
                        "layout",
                        "of",
                        "to",
                        "quantity",
                        "ratio",
                        "low",
                        "high",
                        "bound",
                        "target",
                        "aim",
                        "verdict",
                        "reason");
        assertThat(ratio.get("quantity").asString())
                .isIn("time", "throughput", "memory", "bytesPerOp");
        assertThat(ratio.get("bound").asString()).isIn("at most", "at least");
        assertThat(ratio.get("verdict").asString())
                .isIn("kept", "missed", "within noise", "not measured");
    }

    private static void checkCurve(JsonNode curve) {
        assertThat(curve.propertyNames())
                .containsExactly(
                        "workload",
                        "params",
                        "backend",
                        "layout",
                        "points",
                        "alpha",
                        "beta",
                        "gamma",
                        "peak",
                        "heldOut",
                        "refusal");
        assertThat(curve.get("points").get(0).propertyNames())
                .containsExactly("threads", "opsPerSecond", "low", "high");
        assertThat(curve.get("refusal").asString()).contains("not enough points");
        assertThat(curve.get("alpha").isNull()).isTrue();
    }

    @Test
    void theTablesFitATerminal() throws IOException {
        Ran ran = bench("--suite=headline", "--seed=1").ended(0, "measured");
        assertThat(ran.out()).matches("[\\n -~]*").startsWith("alloclab ");
        assertThat(ran.out().lines().skip(4)).allMatch(line -> line.length() <= 80, ran.out());
        assertThat(ran.out())
                .contains("ns for a pair", "trace thread_pipeline", "locked-lockfree  classic")
                .contains("lockfree 2 / 1, throughput", "+-%", "kept", "classic")
                .contains("Noise: the same thing measured twice")
                .contains("Java heap, bytes for a pair");
        try (Stream<Path> results = Files.list(home.folder().resolve("target/bench"))) {
            Path only = results.toList().getFirst();
            assertThat(ran.out()).contains("results: " + only);
            assertThat(only.resolve("bench.json")).isNotEmptyFile();
        }
    }

    @Test
    void verdictsAreColouredWhereThatIsAskedFor() {
        assertThat(small("--color=always").out()).contains("\033[32m kept\033[0m", "\033[1mpair");
        assertThat(small().out()).doesNotContain("\033");
    }

    @Test
    void theResultFolderHoldsWhatJmhSaid() throws IOException {
        Path json = folder.resolve("more.json");
        small("--json", json).ended(0, "measured");
        small("--json", json).ended(0, "measured"); // the second replaces the first
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("bench.json", "jmh.json", "jmh.log");
        }
        assertThat(json).hasSameTextualContentAs(folder.resolve("out/bench.json"));
        assertThat(folder.resolve("out/jmh.log")).hasContent("invented []");
        assertThat(JSON.readTree(folder.resolve("out/jmh.json"))).hasSize(6);
        assertThat(saved().get("recorded").asInt()).isEqualTo(6);
        assertThat(saved().get("results")).hasSize(2);
        assertThat(home.forks()).hasSize(12);
    }

    /** Both forks of the one backend fail, and all of the other are there. */
    @Test
    void aForkThatFailsIsNamedAndTheRestIsKept() throws IOException {
        home.behave("fail gil");
        Ran ran = small().ended(15, "incomplete");
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("not measured: gil: pair, 1 thread, gil modern: Forked VM failed with")
                .contains("SIGSEGV", "jmh.log");
        assertThat(home.forks()).hasSize(6);
        assertThat(saved().get("planned").asInt()).isEqualTo(6);
        assertThat(saved().get("recorded").asInt()).isEqualTo(4);
        assertThat(saved().has("partial")).isFalse();
        assertThat(saved().get("results")).hasSize(1);
        assertThat(saved().get("results").get(0).get("samples")).hasSize(8);
        JsonNode error = saved().get("errors").get(0);
        assertThat(error.propertyNames()).containsExactly("backend", "reason", "remedy");
        assertThat(error.get("reason").asString())
                .startsWith("pair, 1 thread, gil modern: Forked VM failed");
    }

    /** JMH's lock is a file's, and not to be had twice by a machine or by a JVM. */
    @Test
    void anotherJmhIsToldInOneLine() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        try (var channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.tryLock()) {
            Ran ran = Ran.with("bench", "--quiet", "--out", folder.resolve("out"));
            assertThat(ran.exitCode()).isEqualTo(20);
            assertThat(ran.err()).contains("another JMH runs on this machine").hasLineCount(1);
            assertThat(folder.resolve("out/bench.json")).doesNotExist();
        }
    }

    @Test
    void anAllocatorOfTheClassPathIsMeasuredAsFarAsItsPromisesReach() throws IOException {
        Path classPath = folder.resolve("classes");
        BareProvider.offerIn(classPath);
        Ran ran =
                bench(
                                "--workloads=pair,larson",
                                "--backend=bare,lockfree,glibc",
                                "--class-path=" + classPath,
                                "--threads=1,2",
                                "--layout=modern",
                                "--out",
                                folder.resolve("out"))
                        .ended(0, "measured");
        assertThat(ran.out()).contains("one thread only: bare (not concurrent)");
        assertThat(folder.resolve("out/jmh.log")).hasContent("invented [" + classPath + "]");
        assertThat(saved().get("peers").get("bare").asString()).isEqualTo("promises nothing");
        List<String> rows = new ArrayList<>();
        for (JsonNode result : saved().get("results")) {
            String name =
                    result.get("workload").asString() + " " + result.get("backend").asString();
            rows.add(name + " " + result.get("threads"));
        }
        assertThat(rows)
                .containsExactly(
                        "pair lockfree 1",
                        "pair lockfree 2",
                        "pair glibc 1",
                        "pair glibc 2",
                        "pair bare 1",
                        "larson lockfree 1",
                        "larson lockfree 2",
                        "larson glibc 1",
                        "larson glibc 2");
    }

    @Test
    void anEmptyPlanIsNoSuccess() {
        bench("--backends=pymalloc", "--threads=2").refused(3, "nothing to measure (expected: ");
        bench("--workloads=larson", "--backends=confined").refused(3, "nothing");
    }

    @Test
    void aPeerThatWasAskedForByNameMustBeThere() throws IOException {
        Path text = Files.writeString(folder.resolve("libtcmalloc.so"), "text");
        bench("--peer-lib", "tcmalloc=" + text)
                .refused(20, "tcmalloc: ", "libtcmalloc.so", "--peer-lib tcmalloc=");
        bench("--peer-lib=tcmalloc=" + text + "x").refused(4, "libtcmalloc.sox", "does not exist");
        assertThat(home.forks()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        bench("--out", file).refused(4, file.toString(), "is a file");
        bench("--out", file.resolve("x")).refused(4, file.toString());
        assertThat(home.forks()).isEmpty();
    }

    @Test
    void realForksHaveWhatInventedOnesHave() {
        Ran ran =
                Ran.with(
                        "bench",
                        "--workloads=pair",
                        "--backends=lockfree,gil",
                        "--threads=1",
                        "--layout=modern",
                        "--budget=1ms",
                        "--out",
                        folder.resolve("out"));
        assumeTrue(ran.exitCode() != ExitCode.UNFIT, ran.err());
        ran.ended(0, "measured");
        JsonNode results = saved().get("results");
        assertThat(results).hasSize(2);
        results.forEach(BenchTest::checkResult);
        for (JsonNode result : results) {
            assertThat(result.get("peakMappedBytes").asLong()).isPositive();
            assertThat(result.get("bytesPerOp").isNumber()).isTrue();
        }
        assertThat(List.of(ran.out().split("\n"))).anyMatch(line -> line.startsWith("  lockfree"));
        assertThat(JSON.readTree(folder.resolve("out/jmh.json"))).hasSize(6);
        assertThat(folder.resolve("out/jmh.log")).content().contains("# JMH version");
    }
}
