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

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Thousands of damaged results. They have no checksum, and people may well edit them: a document is
 * refused, or the page holds what its bytes now say, figure for figure. Figures that are not finite
 * are shown as none, and fields that no document has are left out; nothing else is lost or becomes
 * something else.
 */
@Timeout(300)
class DamagedDocumentsTest {
    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    @TempDir private Path folder;

    private void check(String name, ObjectNode document, int many) throws IOException {
        byte[] whole = STRICT.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        JsonNode original = STRICT.readTree(whole);
        Set<String> known = new HashSet<>();
        collect("", original, known);
        new DamageRun(name, Damage.OF_TEXT, many)
                .check(List.of(whole), damaged -> read(damaged, original, known));
    }

    private Verdict read(byte[] damaged, JsonNode original, Set<String> known) throws IOException {
        Path file = Files.write(folder.resolve("damaged.json"), damaged);
        try {
            SavedDocument document = SavedDocument.read(file);
            JsonNode said = STRICT.readTree(damaged);
            compare("", said, shown(document), known);
            return said.equals(original) ? Verdict.SAME : Verdict.ANOTHER;
        } catch (BadDocumentException e) {
            assertThat(e.getMessage()).contains("(expected: ").doesNotContain("\n");
            return Verdict.REFUSED;
        }
    }

    /** What the page's scripts will find of it. */
    private static JsonNode shown(SavedDocument document) {
        String page = Page.of(List.of(document), "0", _ -> "");
        String start = "<script type=\"application/json\" id=\"data\">";
        int from = page.indexOf(start) + start.length();
        JsonNode data = STRICT.readTree(page.substring(from, page.indexOf("</script>", from)));
        return data.at("/documents/0/content");
    }

    /** The fields of a document, each as a path in which elements of lists are alike. */
    private static void collect(String path, JsonNode value, Set<String> paths) {
        paths.add(path);
        value.propertyStream()
                .forEach(one -> collect(path + "." + one.getKey(), one.getValue(), paths));
        if (value.isArray()) {
            value.forEach(one -> collect(path + "[]", one, paths));
        }
    }

    private static void compare(String path, JsonNode said, JsonNode shown, Set<String> known) {
        if (shown.isObject() && said.isObject()) {
            Set<String> names = new HashSet<>(shown.propertyNames());
            said.propertyNames().stream()
                    .filter(name -> known.contains(path + "." + name))
                    .forEach(names::add);
            for (String name : names) {
                compare(path + "." + name, said.path(name), shown.path(name), known);
            }
        } else if (shown.isArray() && said.isArray()) {
            assertThat(shown.size()).as(path).isEqualTo(said.size());
            for (int i = 0; i < said.size(); i++) {
                compare(path + "[]", said.get(i), shown.get(i), known);
            }
        } else {
            assertThat(plain(shown)).as(path).isEqualTo(plain(said));
        }
    }

    /** A text, a number as a double, or null; what is not finite is null. */
    private static Object plain(JsonNode value) {
        if (value.isNumber()) {
            double number = value.numberValue().doubleValue();
            return Double.isFinite(number) ? number : null;
        }
        String text = value.isNull() || value.isMissingNode() ? "NaN" : value.toString();
        return text.matches("\"?(NaN|[+-]?INF|[+-]?Infinity)\"?") ? null : text;
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

    @Test
    void resultsOfBenchmarks() throws IOException {
        check("results of bench", small(SampleResults.bench(1, 4)), 20);
    }

    @Test
    void resultsOfReplays() throws IOException {
        check("results of run", small(SampleResults.run(1, 4)), 15);
    }
}
