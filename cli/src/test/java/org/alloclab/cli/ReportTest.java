package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.report.SampleResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code alloclab report} from end to end, without a browser. */
class ReportTest {
    @TempDir private Path folder;

    private Path bench(String name) throws IOException {
        return SampleResults.saved(SampleResults.bench(1, 2), folder.resolve(name));
    }

    private Path page() {
        return folder.resolve("page.html");
    }

    private Ran report(Object... paths) {
        Object[] arguments = new Object[paths.length + 3];
        arguments[0] = "report";
        System.arraycopy(paths, 0, arguments, 1, paths.length);
        arguments[paths.length + 1] = "--out";
        arguments[paths.length + 2] = page();
        return Ran.with(arguments);
    }

    @Test
    void onePageIsMadeOfManyFiles() throws IOException {
        Path run = SampleResults.saved(SampleResults.run(2, 2), folder.resolve("run.json"));
        Ran ran = report(bench("bench.json"), run).ended(0, "kept");
        assertThat(ran.out()).contains("bench.json", "run.json", "the page: " + page());
        assertThat(ran.out().lines())
                .allMatch(line -> line.length() <= 80 || line.contains("page:"));
        assertThat(page()).content().startsWith("<!doctype html>").endsWith("</html>\n");
        assertThat(page()).content().contains("alloclab bench --suite quick --seed 1");
    }

    @Test
    void whatRunAndReplayWriteCanBeShown() throws IOException {
        Path trace = TraceBytes.random(7, 5000, 1).to(folder.resolve("one.altr.gz"));
        Path json = folder.resolve("replay.json");
        Ran.with("replay", trace, "--threads", "1,2", "--json", json).ended(0, "kept");
        report(json).ended(0, "kept");
        Ran.with(
                        "run",
                        "--budget",
                        "1ms",
                        "--traces",
                        "json_docs",
                        "--threads",
                        "1",
                        "--json",
                        json)
                .ended(0, "kept");
        report(json).ended(0, "kept");
    }

    @Test
    void theSummaryCanBeReadByPrograms() throws IOException {
        Path file = bench("bench.json");
        JsonNode json =
                Ran.with("report", file, "--out", page(), "--json", "-").ended(0, "kept").json();
        assertThat(json.get("schema").asString()).isEqualTo("alloclab.report/1");
        assertThat(json.get("page").asString()).isEqualTo(page().toString());
        JsonNode shown = json.get("files").get(0);
        assertThat(shown.get("schema").asString()).isEqualTo("alloclab.bench/1");
        assertThat(shown.get("targets").propertyNames())
                .containsExactly("kept", "missed", "within noise", "not measured");
    }

    @Test
    void aFolderStandsForItsDocumentsAndOthersAreLeftOut() throws IOException {
        Path results = Files.createDirectory(folder.resolve("results"));
        SampleResults.saved(SampleResults.bench(1, 2), results.resolve("b.json"));
        Files.writeString(results.resolve("jmh.json"), "[]");
        Files.writeString(results.resolve("notes.txt"), "");
        Ran ran = report(results, results.resolve("b.json")).ended(0, "kept");
        assertThat(ran.err()).contains("left out", "jmh.json", "schema: is missing");
        assertThat(ran.out().lines().filter(line -> line.contains("b.json"))).hasSize(1);
    }

    @Test
    void thePartOfAnInterruptedRunIsShownAsAPart() throws IOException {
        ObjectNode part = SampleResults.bench(1, 2);
        Path file = SampleResults.saved(part.put("partial", true), folder.resolve("part.json"));
        assertThat(report(file).ended(0, "kept").out()).contains("bench (partial)");
    }

    @Test
    void nothingToShowIsNoSuccess() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        report(empty).refused(3, "empty", "nothing to show");
        Path none =
                Files.writeString(
                        folder.resolve("none.json"),
                        "{\"schema\": \"alloclab.run/1\", \"results\": []}");
        report(none).refused(3, "none.json", "nothing to show");
        assertThat(page()).doesNotExist();
    }

    @Test
    void badFilesAreNamedWithThePlace() throws IOException {
        Path file = folder.resolve("bad.json");
        Files.writeString(file, "{");
        report(file).refused(4, "bad.json\": line 1", "is not JSON");
        report(folder).refused(4, "bad.json\": line 1");
        Files.writeString(file, "{\"schema\": \"alloclab.doctor/1\"}");
        report(file).refused(4, "bad.json\": schema: is \"alloclab.doctor/1\"");
        Files.writeString(file, "{\"schema\": \"alloclab.bench/9\"}");
        report(file).refused(4, "bad.json", "alloclab.bench/9", "expected: alloclab.bench/1");
        Files.writeString(file, "{\"schema\": \"alloclab.run/1\", \"results\": [\"\\u001b[2J\"]}");
        report(file).refused(4, "results[0]");
        assertThat(page()).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheNearest() throws IOException {
        bench("bench.json");
        report(folder.resolve("bnech.json")).refused(4, "does not exist", "mean bench.json?");
        report(folder.resolve("none/x.json")).refused(4, "x.json", "does not exist");
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        report(loop).refused(4, "loop");
        Ran.with("report").refused(2, "FILE_OR_DIR is missing");
        Ran.with("report", "").refused(2, "FILE_OR_DIR \"\"");
    }

    @Test
    void whatMayNotBeReadIsNamed() throws IOException {
        Path file = bench("bench.json");
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "may read all");
        report(file).refused(4, "bench.json", "permission denied");
    }

    @Test
    void aPageThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path file = bench("bench.json");
        Ran.with("report", file, "--out", folder).refused(4, "is a folder");
        Ran.with("report", file, "--out", folder + "/none/page.html").refused(4, "folder");
        Ran.with("report", file, "--out", file).refused(2, "--out", "would replace");
        Ran.with("report", file, "--out", page(), "--json", file).refused(2, "would replace");
        Ran.with("report", file, "--out", "").refused(2, "--out");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anOldPageIsReplacedAsAWholeOrNotAtAll() throws IOException {
        Files.writeString(page(), "old");
        report(folder.resolve("none.json")).refused(4);
        assertThat(page()).hasContent("old");
        report(bench("bench.json")).ended(0, "kept");
        assertThat(page()).content().startsWith("<!doctype html>");
    }

    @Test
    void theHelpShowsHow() {
        Ran ran = Ran.with("report", "--help");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("FILE_OR_DIR", "--out", "alloclab report before.json");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    }
}
