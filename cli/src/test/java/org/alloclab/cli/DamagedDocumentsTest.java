package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.DamageRun.Verdict;
import org.alloclab.report.BadDocumentException;
import org.alloclab.report.Page;
import org.alloclab.report.SampleResults;
import org.alloclab.report.SavedDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Thousands of damaged results. They have no checksum, and people may well edit them: a document is
 * refused, or the page holds what its bytes now say, figure for figure. Figures that are not finite
 * are shown as none; nothing else becomes something else.
 */
@Timeout(300)
class DamagedDocumentsTest {
    @TempDir private Path folder;

    private Verdict read(byte[] damaged, Object original) throws IOException {
        Path file = Files.write(folder.resolve("damaged.json"), damaged);
        try {
            SavedDocument document = SavedDocument.read(file);
            Object said = PlainJson.of(damaged);
            assertThat(finite(content(document))).isEqualTo(finite(said));
            return said.equals(original) ? Verdict.SAME : Verdict.ANOTHER;
        } catch (BadDocumentException e) {
            assertThat(e.getMessage()).contains("(expected: ").doesNotContain("\n");
            return Verdict.REFUSED;
        }
    }

    /** What the page's scripts will find of it. */
    private static Object content(SavedDocument document) {
        String page = Page.of(List.of(document), "0", _ -> "");
        String start = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(start) + start.length();
        Object data = PlainJson.of(page.substring(from, page.indexOf("</script>", from)));
        List<?> documents = (List<?>) ((Map<?, ?>) data).get("documents");
        return ((Map<?, ?>) documents.getFirst()).get("content");
    }

    /** The same, with what is not finite as the nothing it becomes. */
    private static Object finite(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> finite = new java.util.LinkedHashMap<>();
                map.forEach((name, of) -> finite.put(name, finite(of)));
                yield finite;
            }
            case List<?> list -> list.stream().map(DamagedDocumentsTest::finite).toList();
            case PlainJson.Word word when word.word().equals("null") -> "nothing";
            case Double number when !Double.isFinite(number) -> "nothing";
            case String text when text.matches("NaN|[+-]?Infinity") -> "nothing";
            default -> value;
        };
    }

    private static ObjectNode small(ObjectNode document) {
        for (String name : List.of("results", "ratios", "scaling", "noise")) {
            if (document.get(name) instanceof ArrayNode list) {
                while (list.size() > 4) {
                    list.remove(list.size() - 1);
                }
            }
        }
        return document;
    }

    private static byte[] bytes(ObjectNode document) {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    @Test
    void resultsOfBenchmarks() throws IOException {
        byte[] whole = bytes(small(SampleResults.bench(1, 4)));
        Object original = PlainJson.of(whole);
        new DamageRun("results of bench", Damage.OF_TEXT, 20)
                .check(List.of(whole), damaged -> read(damaged, original));
    }

    @Test
    void resultsOfReplays() throws IOException {
        byte[] whole = bytes(small(SampleResults.run(1, 4)));
        Object original = PlainJson.of(whole);
        new DamageRun("results of run", Damage.OF_TEXT, 15)
                .check(List.of(whole), damaged -> read(damaged, original));
    }
}
