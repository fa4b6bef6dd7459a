package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The verbs from end to end. */
class VerbsTest {
    private static final List<String> MODELS = List.of("gil", "lockfree");
    private static final List<String> HEADER =
            List.of("schema", "version", "command", "seed", "started", "machine");
    private static final List<String> MEASUREMENT =
            List.of(
                    "trace",
                    "mode",
                    "backend",
                    "layout",
                    "threads",
                    "operations",
                    "seconds",
                    "opsPerSecond",
                    "peakMappedBytes",
                    "peakLiveBytes",
                    "liveBlocksAtEnd",
                    "mappedBytesAtEnd",
                    "lockWaitShare",
                    "violations");

    @TempDir private Path folder;

    private static void checkHeader(JsonNode json, String verb, String... own) {
        assertThat(json.propertyNames()).startsWith(HEADER.toArray(String[]::new));
        assertThat(json.propertyNames()).endsWith(own).hasSize(HEADER.size() + own.length);
        assertThat(json.get("schema").asString()).isEqualTo("alloclab." + verb + "/1");
        assertThat(json.get("command").get(0).asString()).isEqualTo(verb);
        assertThat(json.get("seed").isIntegralNumber()).isTrue();
        assertThat(Instant.parse(json.get("started").asString())).isBefore(Instant.now());
        assertThat(json.get("machine").propertyNames())
                .containsExactly("os", "arch", "cpu", "cpus", "jvm");
        assertThat(json.get("machine").get("cpus").asInt()).isPositive();
    }

    private static void checkMeasurement(JsonNode result) {
        assertThat(result.propertyNames()).containsExactlyElementsOf(MEASUREMENT);
        assertThat(result.get("operations").asLong()).isPositive();
        assertThat(result.get("seconds").asDouble()).isPositive();
        assertThat(result.get("opsPerSecond").asDouble()).isPositive();
        assertThat(result.get("violations").asLong()).isZero();
        assertThat(result.get("liveBlocksAtEnd").asLong()).isZero();
        assertThat(result.get("peakMappedBytes").asLong())
                .isGreaterThan(result.get("mappedBytesAtEnd").asLong());
        assertThat(result.get("layout").isString()).isTrue();
        if (result.get("backend").asString().equals("gil")) {
            assertThat(result.get("lockWaitShare").asDouble()).isBetween(0.0, 1.0);
        } else {
            assertThat(result.get("lockWaitShare").isNull()).isTrue();
        }
    }

    static Stream<List<Object>> replays() {
        return Stream.of(HeapLayout.values())
                .flatMap(layout ->
                        MODELS.stream()
                                .flatMap(backend ->
                                        Stream.of("copies", "recorded")
                                                .map(m -> List.of(layout, backend, m))));
    }

    @ParameterizedTest
    @MethodSource("replays")
    void replayWorksOnEveryBackendLayoutAndMode(List<Object> choice) throws IOException {
        Path file = TraceBytes.random(7, 5000, 3).to(folder.resolve("three.altr.gz"));
        Ran ran =
                Ran.with(
                                "replay",
                                file,
                                "--layout",
                                choice.get(0),
                                "--backend",
                                choice.get(1),
                                "--mode",
                                choice.get(2),
                                "--threads",
                                "3",
                                "--json",
                                "-")
                        .ended(0, "kept");
        JsonNode json = ran.json();
        checkHeader(json, "replay", "checks", "results");
        assertThat(json.get("results")).hasSize(1);
        JsonNode result = json.get("results").get(0);
        checkMeasurement(result);
        assertThat(result.get("trace").asString()).isEqualTo("three");
        assertThat(result.get("layout").asString()).isEqualTo(choice.get(0).toString());
        assertThat(result.get("backend").asString()).isEqualTo(choice.get(1).toString());
        assertThat(result.get("mode").asString()).isEqualTo(choice.get(2));
        assertThat(result.get("threads").asInt()).isEqualTo(3);
        assertThat(result.get("operations").asLong())
                .isEqualTo(choice.get(2).equals("copies") ? 15_000 : 5000);
    }

    @Test
    void replayShowsATableThatFitsATerminal() throws IOException {
        Path file = TraceBytes.random(7, 5000, 1).to(folder.resolve("one.altr.gz"));
        Ran ran = Ran.with("replay", file, "--threads", "4,1,4").ended(0, "kept");
        checkText(ran, "one: 5,000 operations", "violations", "trimmed");
        assertThat(ran.out().lines().filter(line -> line.matches(" +[14] .*"))).hasSize(2);
        checkText(Ran.with("replay", file, "--no-touch").ended(0, "kept"), "untouched");
    }

    private static void checkText(Ran ran, String... parts) {
        assertThat(ran.out().replace("viola-", "violations")).contains(parts);
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80, ran.out());
        assertThat(ran.out()).matches("[\\n -~]*").startsWith("alloclab ");
        assertThat(ran.out()).contains("JDK " + Runtime.version().feature(), "CPU");
    }

    @Test
    void anEmptyTraceIsNoSuccess() throws IOException {
        Path file = new TraceBytes().to(folder.resolve("empty.altr"));
        Ran.with("replay", file).refused(3, "\"empty\"", "holds no operation");
        Ran.with("replay", file, "--mode", "recorded", "--backend", "gil").refused(3, "empty");
    }

    @Test
    void runComparesBothBackendsWithinATinyBudget() throws IOException {
        Path file = folder.resolve("run.json");
        Ran ran =
                Ran.with("run", "--budget", "1ms", "--threads", "2,1", "--json", file)
                        .ended(0, "kept");
        checkText(ran, "json_docs", "thread_pipeline", "lockfree", "waits", "lost", "1 round");
        JsonNode json = new JsonMapper().readTree(Files.readString(file));
        checkHeader(json, "run", "checks", "rounds", "results");
        assertThat(json.get("rounds").asInt()).isEqualTo(1);
        assertThat(json.get("results")).hasSize(6);
        json.get("results").forEach(VerbsTest::checkMeasurement);
        assertThat(json.get("results").get(0).get("threads").asInt()).isEqualTo(1);
        assertThat(json.get("results").get(5).get("mode").asString()).isEqualTo("recorded");
    }

    @Test
    void runMeasuresOneBackendAlone() {
        Ran ran =
                Ran.with(
                                "run",
                                "--budget=1ms",
                                "--traces=json_docs",
                                "--threads=1",
                                "--backends=lockfree",
                                "--layout=modern",
                                "--quiet",
                                "--json=-")
                        .ended(0, "kept");
        JsonNode results = ran.json().get("results");
        assertThat(results).hasSize(1);
        assertThat(results.get(0).get("layout").asString()).isEqualTo("modern");
    }

    @Test
    void runLeavesOutByNameWhatAnAllocatorDoesNotPromise() {
        Object[] run = {
            "run",
            "--budget=1ms",
            "--traces=json_docs",
            "--threads=1,2",
            "--backend=confined,glibc,lockfree"
        };
        Ran ran = Ran.with(run).ended(0, "kept");
        checkText(
                ran,
                "json_docs, 2 threads",
                "confined: 1 thread only, it does not promise concurrent.",
                "confined: no MiB mapped, it does not promise statistics.",
                "glibc: no MiB mapped",
                " lockfree's speed.");
        assertThat(ran.out()).doesNotContain("lockfree: no", "glibc: 1 thread only");
        Object[] json = Arrays.copyOf(run, run.length + 1);
        json[run.length] = "--json=-";
        JsonNode results = Ran.with(json).ended(0, "kept").json().get("results");
        assertThat(results).hasSize(5);
        assertThat(results.get(0).get("backend").asString()).isEqualTo("confined");
        assertThat(results.get(0).get("layout").isNull()).isTrue();
        assertThat(results.get(0).get("peakMappedBytes").isNull()).isTrue();
        assertThat(results.get(0).get("liveBlocksAtEnd").isNull()).isTrue();
        checkMeasurement(results.get(2));
    }

    @Test
    void replayTakesSeveralAllocatorsAndRefusesMoreThreadsThanOnePromises() throws IOException {
        Path file = TraceBytes.random(7, 3000, 1).to(folder.resolve("one.altr.gz"));
        Ran ran = Ran.with("replay", file, "--backend", "confined,gil").ended(0, "kept");
        checkText(ran, "confined and gil", "confined: no MiB mapped");
        Ran.with("replay", file, "--backend", "confined", "--threads", 2)
                .refused(2, "--threads 2", "confined does not promise concurrent");
        Ran.with("run", "--traces=thread_pipeline", "--backend=confined")
                .refused(3, "confined", "does not promise concurrent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"faithful", "debug", "hardened"})
    void replayPutsChecksAroundEitherAllocator(String level) throws IOException {
        Path file = TraceBytes.random(7, 3000, 2).to(folder.resolve("two.altr.gz"));
        for (String backend : MODELS) {
            Ran ran =
                    Ran.with("replay", file, "--backend", backend, "--checks", level)
                            .ended(0, "kept");
            checkText(ran, "checks: " + level);
            JsonNode json =
                    Ran.with(
                                    "replay",
                                    file,
                                    "--backend=" + backend,
                                    "--checks=" + level,
                                    "--json=-")
                            .ended(0, "kept")
                            .json();
            assertThat(json.get("checks").asString()).isEqualTo(level);
            checkMeasurement(json.get("results").get(0));
        }
    }

    @Test
    void misuseShowsTheTableAndWhatItMeans() {
        Ran ran = Ran.with("misuse").ended(0, "kept");
        checkText(ran, "double-free", "faithful", "S  silent", "132 as stated");
        Ran column = Ran.with("misuse", "--checks=debug", "--backend=gil").ended(0, "kept");
        checkText(column, "22 rows, 22 cells");
        JsonNode json = Ran.with("misuse", "--json", "-").ended(0, "kept").json();
        checkHeader(json, "misuse", "cells", "unexpected", "leftOut");
        assertThat(json.get("cells")).hasSize(132);
        JsonNode first = json.get("cells").get(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "misuse", "checks", "backend", "expected", "observed", "calls", "text");
        assertThat(first.get("observed").asString()).isEqualTo("S");
    }

    @Test
    void misuseShowsOneInFull() {
        Ran hooks = Ran.with("misuse", "overflow").ended(0, "kept");
        assertThat(hooks.out())
                .contains("p = allocate(64)", "FenceBroken: +1 byte after block", "allocated at #1")
                .contains("at tail+0: 0x", "*** OUCH", "Fatal Python error: _PyMem_DebugRawFree");
        Ran silent =
                Ran.with("misuse", "double-free", "--checks", "faithful", "--backend", "gil")
                        .ended(0, "kept");
        assertThat(silent.out()).contains("not noticed: the free list is a ring");
    }

    @Test
    void goldenSaysWhereItDiffersFromCPython() throws IOException {
        String equal =
                """
                # trace small
                # geometry classic arena=262144 pool=4096
                # python 3.9.18
                # keep_last_arena yes
                # base arena_base mod arena_size == 0, arena_base mod pool_size == 0
                arena+ 0
                m 0 16 0 0 48
                m 1 16 0 0 64
                f 0 0 0 48
                end ops 3
                end arenas_current 1
                end arenas_total 1
                end arenas_highwater 1
                end allocated_blocks 1
                stat small_threshold 512
                stat size_classes 32
                class 0 16 1 1 252
                stat arenas_allocated_total 1
                stat arenas_reclaimed 0
                stat arenas_highwater 1
                stat arenas_current 1
                stat arena_bytes 262144
                stat bytes_allocated 16
                stat bytes_available 4032
                stat unused_pools 63
                stat unused_pool_bytes 258048
                stat bytes_pool_headers 48
                stat bytes_quantization 0
                stat bytes_arena_alignment 0
                stat total_bytes 262144
                """;
        Files.writeString(folder.resolve("a.trace"), equal);
        Ran kept = Ran.with("golden", folder).ended(0, "kept");
        assertThat(kept.out()).contains("1 file, 3 operations, 0 differences");

        Files.writeString(folder.resolve("b.trace"), equal.replace("16 0 0 64", "16 0 0 80"));
        Ran ran = Ran.with("golden", folder).ended(14, "differs");
        assertThat(ran.out())
                .contains("ok", "differs", "2 files, 6 operations, 1 difference")
                .contains("line 8: expected 'm 1 16 0 0 80', actual 'm 1 16 0 0 64'")
                .contains("->       8  m 1 16 0 0 80", "arena+ 0", "end ops 3");

        JsonNode json = Ran.with("golden", folder, "--json", "-").ended(14, "differs").json();
        checkHeader(json, "golden", "files", "differences");
        assertThat(json.get("differences").asLong()).isEqualTo(1);
        assertThat(json.get("files")).hasSize(2);
        JsonNode first = json.get("files").get(0);
        assertThat(first.propertyNames())
                .containsExactly("file", "layout", "operations", "differences", "first");
        assertThat(first.get("first").isNull()).isTrue();
        assertThat(json.get("files").get(1).get("first").asString()).contains("line 8");
    }

    @Test
    void doctorTellsWhatItFound() {
        Ran text = Ran.with("doctor").ended(0, "kept");
        assertThat(text.out()).contains("JDK", "CPU quota", "load", "address range", "timer");
        assertThat(text.out()).contains("peer mimalloc", "peer netty-pooled");
        assertThat(text.out().replaceAll("\\s+", " "))
                .contains("lockfree pools owned by threads,", "no lock. Promises: concurrent, ");
        JsonNode json = Ran.with("doctor", "--json=-", "--seed=-5").ended(0, "kept").json();
        checkHeader(json, "doctor", "checks", "allocators");
        assertThat(json.get("seed").asLong()).isEqualTo(-5);
        for (JsonNode check : json.get("checks")) {
            assertThat(check.propertyNames()).containsExactly("name", "value", "verdict", "advice");
            assertThat(check.get("verdict").asString()).isIn("ok", "note", "unfit");
            assertThat(check.get("advice").asString()).isNotEmpty();
        }
        JsonNode gil = json.get("allocators").get(0);
        assertThat(gil.propertyNames())
                .containsExactly("name", "description", "promises", "layouts", "source");
        assertThat(gil.get("name").asString()).isEqualTo("gil");
        assertThat(gil.get("promises")).hasSize(5);
        assertThat(gil.get("layouts")).hasSize(3);
        Ran one = Ran.with("doctor", "--backend=confined", "--json=-").ended(0, "kept");
        assertThat(one.json().get("allocators")).hasSize(1);
    }

    @Test
    void aJsonFileIsReplacedAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("target.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("target.json"));
        Ran.with("doctor", "--json", link).ended(0, "kept");
        assertThat(link).isSymbolicLink();
        assertThat(new JsonMapper().readTree(Files.readString(file)).get("checks")).isNotNull();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, link);
        }
    }

    @Test
    void theCommandToRepeatCanBeCopied() {
        Ran ran = Ran.with("doctor", "--json", folder + "/it's a file.json").ended(0, "kept");
        assertThat(ran.err()).contains("'" + folder + "/it'\\''s a file.json' --seed ");
        assertThat(Ran.with("doctor", "--seed", 3).err()).endsWith("alloclab doctor --seed 3\n");
        assertThat(Ran.with("doctor", "--seed=3").err()).endsWith("alloclab doctor --seed=3\n");
        assertThat(Ran.with("doctor", "--").err()).matches("(?s).*doctor --seed [0-9]+ --\n");
    }

    @Test
    void colorIsThereWhenAskedForAndOnlyThen() {
        assertThat(Ran.with("doctor").out()).doesNotContain("\033");
        assertThat(Ran.with("doctor", "--color", "never").out()).doesNotContain("\033");
        assertThat(Ran.with("doctor", "--color", "always").out()).contains("\033[32m");
    }

    static List<String> verbs() {
        return List.of(
                "run",
                "replay",
                "golden",
                "bench",
                "stress",
                "check",
                "selftest",
                "misuse",
                "soak",
                "sweep",
                "doctor");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpHasExamples(String verb) {
        assertHasExamples(Ran.with(verb, "--help"), "  alloclab " + verb);
    }

    private static void assertHasExamples(Ran ran, String example) {
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("Usage: alloclab", "Examples:", example);
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80, ran.out());
    }

    @Test
    void theProgramAloneShowsItsHelp() {
        assertHasExamples(Ran.with("--help"), "  alloclab run");
        assertThat(Ran.with().out()).isEqualTo(Ran.with("--help").out());
        assertThat(Ran.with().out()).contains(verbs());
        assertThat(Ran.with().out()).doesNotContain("heap");
        assertThat(Ran.with("--version").out()).startsWith("alloclab ");
        assertThat(Ran.with("-V").exitCode()).isZero();
    }
}
