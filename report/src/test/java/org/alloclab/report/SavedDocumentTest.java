package org.alloclab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.bench.statistics.TargetVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What is taken for a document, and what is said of that which is none. */
class SavedDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path folder;

    private SavedDocument read(String text) throws IOException {
        return SavedDocument.read(Files.writeString(folder.resolve("f.json"), text));
    }

    private SavedDocument read(JsonNode document) throws IOException {
        return read(JSON.writeValueAsString(document));
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatTheVerbsWriteIsRead() throws IOException {
        SavedDocument bench = read(SampleResults.bench(1, 8));
        assertThat(bench.verb()).isEqualTo("bench");
        assertThat(bench.results()).isPositive();
        assertThat(bench.isPartial()).isFalse();
        assertThat(bench.command()).containsExactly("bench", "--suite", "quick");
        assertThat(bench.seed()).isEqualTo(1);
        assertThat(bench.verdicts())
                .containsEntry(TargetVerdict.NOT_MEASURED, 1)
                .containsKeys(TargetVerdict.values());
        SavedDocument run = read(SampleResults.run(2, 2));
        assertThat(run.verb()).isEqualTo("run");
        assertThat(run.verdicts().values()).containsOnly(0);
        assertThat(read(SampleResults.hostile()).isPartial()).isTrue();
    }

    @Test
    void itIsCalledByItsNameAndItsFoldersAlone() throws IOException {
        Path below = Files.createDirectories(folder.resolve("secret/run-7"));
        Path file = SampleResults.saved(SampleResults.run(1, 1), below.resolve("r.json"));
        assertThat(SavedDocument.read(file).name()).isEqualTo(Path.of("run-7", "r.json") + "");
    }

    @Test
    void aDocumentNeedsNoMoreThanItsResults() throws IOException {
        SavedDocument bare = read("{\"schema\": \"alloclab.run/1\", \"results\": []}");
        assertThat(bare.isEmpty()).isTrue();
        assertThat(bare.command()).isEmpty();
        assertThat(bare.seed()).isZero();
        assertThat(
                        read("\ufeff{\"schema\": \"alloclab.run/1\", \"results\": [], \"new\": 1}")
                                .results())
                .isZero();
    }

    @Test
    void memoryThatIsKeptMayBeThereOrNot() throws IOException {
        ObjectNode document = SampleResults.bench(1, 2);
        document.remove("kept"); // as results before it was measured
        int results = read(document).results();
        ObjectNode row = document.putArray("kept").addObject();
        row.put("workload", "blowup").put("backend", "glibc").putNull("layout");
        row.putNull("mappedBytes").put("residentBytes", 9);
        SavedDocument read = read(document);
        assertThat(read.results()).isEqualTo(results);
        assertThat(read.content().at("/kept/0/residentBytes").asLong()).isEqualTo(9);
    }

    @Test
    void figuresThatAreNoneBecomeNothing() throws IOException {
        ObjectNode document = SampleResults.bench(1, 2);
        ObjectNode result = (ObjectNode) document.get("results").get(0);
        result.put("score", "NaN").put("error", Double.NaN).put("bytesPerOp", "Infinity");
        String bare = JSON.writeValueAsString(document).replace("\"NaN\"", "NaN");
        JsonNode read = read(bare).content().get("results").get(0);
        for (String name : new String[] {"score", "error", "bytesPerOp"}) {
            assertThat(read.get(name).isNull()).as(name).isTrue();
        }
        assertThat(
                        read("{\"schema\":\"alloclab.run/1\",\"version\":\"NaN\",\"results\":[]}")
                                .content()
                                .get("version")
                                .asString())
                .isEqualTo("NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/results/3/threads | 0 | results[3].threads: is 0 (expected: a whole number from"
                        + " 1)",
                "/results/3/threads | null | results[3].threads: is null (expected: a whole number",
                "/results/3/threads | 1.5 | results[3].threads: is 1.5",
                "/results/3/threads | 1e30 | results[3].threads: is 1",
                "/results/0/backend | null | results[0].backend: is null (expected: a text)",
                "/results/0/workload | {} | results[0].workload: is an object (expected: a text)",
                "/results/0/params | [] | results[0].params: is a list (expected: an object)",
                "/results/0/params | {\"a\":[]} | results[0].params.a: is a list",
                "/results/0/score | \"1\" | results[0].score: is \"1\" (expected: a number)",
                "/results/1/samples | 5 | results[1].samples: is 5 (expected: a list)",
                "/results/1/samples | [null] | results[1].samples[0]: is null (expected: a number)",
                "/results/1 | 7 | results[1]: is 7 (expected: an object)",
                "/results | 7 | results: is 7 (expected: a list)",
                "/ratios/2/verdict | \"good\" | ratios[2].verdict: is \"good\" (expected: kept,"
                        + " missed,",
                "/ratios/2/verdict | null | ratios[2].verdict: is null (expected: kept, missed,",
                "/results/0/score | null | results[0].score: is null (expected: a number)",
                "/results/0/forks | \"2\" | results[0].forks: is \"2\" (expected: a whole number)",
                "/results/0/params/size | 64 | results[0].params.size: is 64 (expected: a text)",
                "/scaling/1/gamma | {} | scaling[1].gamma.value: is missing (expected: a number)",
                "/ratios/2/ratio | true | ratios[2].ratio: is true (expected: a number)",
                "/scaling/1/points/0/threads | -1 | scaling[1].points[0].threads: is -1",
                "/scaling/1/alpha/low | [] | scaling[1].alpha.low: is a list",
                "/noise/0/high | \"x\" | noise[0].high: is \"x\"",
                "/errors/0/backend | 1 | errors[0].backend: is 1",
                "/peers/glibc | [] | peers.glibc: is a list (expected: a text)",
                "/machine | [] | machine: is a list (expected: an object)",
                "/command/1 | 1 | command[1]: is 1 (expected: a text)",
                "/partial | 1 | partial: is 1 (expected: true or false)",
                "/seed | 1.5 | seed: is 1.5",
            })
    void whatIsWrongIsNamedWithItsPlace(String path, String value, String message) {
        ObjectNode document = SampleResults.bench(1, 8);
        int last = path.lastIndexOf('/');
        JsonNode parent = document.at(path.substring(0, last));
        String name = path.substring(last + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), JSON.readTree(value));
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
        refused(JSON.writeValueAsString(document), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"workload", "backend", "threads", "unit", "score", "forks"})
    void whatIsMissingIsNamedWithItsPlace(String name) {
        ObjectNode document = SampleResults.bench(1, 2);
        ((ObjectNode) document.get("results").get(1)).remove(name);
        refused(JSON.writeValueAsString(document), "results[1]." + name + ": is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "mode", "backend", "threads"})
    void whatIsMissingOfAReplayIsNamedToo(String name) {
        ObjectNode document = SampleResults.run(1, 2);
        ((ObjectNode) document.get("results").get(0)).remove(name);
        refused(JSON.writeValueAsString(document), "results[0]." + name + ": is missing");
    }

    @Test
    void whatIsNotJsonIsNamedWithItsLine() {
        refused("", "is empty");
        refused("{\n  \"a\": }", "line 2, column 8: is not JSON");
        refused("{} {}", "is not JSON");
        refused("\u0000\u0000", "is not JSON");
        refused("[".repeat(100_000), "is not JSON");
        refused("{\"schema\": \"alloclab.bench/1\"", "is not JSON");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() {
        refused(
                "{\"schema\": \"alloclab.run/1\", \"results\": [],\n\"results\": [1]}",
                "line 2, column 12: has a field twice");
    }

    @Test
    void aLongValueIsShortened() {
        assertThatThrownBy(() ->
                        read(
                                "{\"schema\":\"alloclab.run/1\",\"results\":\"%s\"}"
                                        .formatted("x".repeat(10_000))))
                .message()
                .hasSizeLessThan(120)
                .contains("results: is \"xxx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | schema: is missing (expected: alloclab.bench/1, alloclab.run/1",
                "[1] | schema: is missing",
                "7 | schema: is missing",
                "{\"schema\": 1} | schema: is 1",
                "{\"schema\": \"alloclab.doctor/1\"} | schema: is \"alloclab.doctor/1\"",
                "{\"schema\": \"else\"} | schema: is \"else\"",
            })
    void otherDocumentsAreToldFromBadOnes(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(OtherDocumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNewerFormIsNoOtherDocument() {
        assertThatThrownBy(() -> read("{\"schema\": \"alloclab.bench/2\", \"results\": []}"))
                .isNotInstanceOf(OtherDocumentException.class)
                .hasMessageContaining("\"alloclab.bench/2\"")
                .hasMessageContaining("(expected: alloclab.bench/1)");
    }

    @Test
    void aFolderStandsForItsDocumentsAlone() throws IOException {
        Files.createDirectories(folder.resolve("d.json"));
        Files.createDirectories(folder.resolve("below"));
        for (String name : new String[] {"b.json", "a.json", "c.txt", "below/e.json"}) {
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(SavedFiles.in(folder))
                .containsExactly(folder.resolve("a.json"), folder.resolve("b.json"));
        assertThatThrownBy(() -> SavedFiles.in(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
