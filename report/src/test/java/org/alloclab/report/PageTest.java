package org.alloclab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page as text: what holds whichever browser reads it. */
class PageTest {
    private static final String ISLAND = "<script type=\"application/json\" id=\"data\">";

    @TempDir private Path folder;

    private String page(ObjectNode document) throws IOException {
        Path file = SampleResults.saved(document, folder.resolve("d.json"));
        return Page.of(
                List.of(SavedDocument.read(file)), "1.2.3", saved -> "repeat " + saved.seed());
    }

    private static String island(String page) {
        int from = page.indexOf(ISLAND) + ISLAND.length();
        return page.substring(from, page.indexOf("</script>", from));
    }

    @Test
    void theDataIsInItUnchanged() throws IOException {
        ObjectNode document = SampleResults.bench(1, 8);
        JsonNode data = new JsonMapper().readTree(island(page(document)));
        assertThat(data.get("version").asString()).isEqualTo("1.2.3");
        JsonNode only = data.get("documents").get(0);
        assertThat(document.equals(PageTest::compare, only.get("content"))).isTrue();
        assertThat(only.get("repeat").asString()).isEqualTo("repeat 1");
    }

    /** A number is the same whether it is written as 1 or as 1.0. */
    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Double.compare(one.doubleValue(), other.doubleValue())
                : one.equals(other) ? 0 : 1;
    }

    @Test
    void noTextCanEndTheDataOrBeginATag() throws IOException {
        String page = page(SampleResults.hostile());
        assertThat(island(page)).doesNotContain("<", ">", "&", "\u2028", "\u2029");
        JsonNode data = new JsonMapper().readTree(island(page));
        assertThat(data.toString()).contains(SampleResults.HOSTILE.getFirst());
        assertThat(page).doesNotContain("<img").containsOnlyOnce("</body>");
    }

    @Test
    void whatLooksLikeAPartOfTheTemplateIsATextToo() throws IOException {
        ObjectNode document = SampleResults.run(1, 1);
        document.put("version", "<!--policy-->$1\\");
        JsonNode data = new JsonMapper().readTree(island(page(document)));
        assertThat(data.at("/documents/0/content/version").asString())
                .isEqualTo("<!--policy-->$1\\");
    }

    @Test
    void halfACharacterDoesNotBreakIt() throws IOException {
        Path file = folder.resolve("half.json");
        String half = "{'schema': 'alloclab.run/1', 'version': '\\ud83d', 'results': []}";
        Files.writeString(file, half.replace('\'', '"'));
        String page = Page.of(List.of(SavedDocument.read(file)), "1", _ -> "");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }

    @Test
    void thePolicyNamesEachStyleAndScriptAndNothingElse()
            throws IOException, NoSuchAlgorithmException {
        String page = page(SampleResults.run(1, 1));
        String policy =
                page.lines()
                        .filter(line -> line.contains("Content-Security-Policy"))
                        .findFirst()
                        .get();
        assertThat(policy)
                .contains("default-src 'none'", "trusted-types 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        Matcher elements =
                Pattern.compile("<(style|script)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        int found = 0;
        while (elements.find()) {
            found++;
            assertThat(policy).contains("'sha256-" + hash(elements.group(2)) + "'");
        }
        assertThat(Pattern.compile("sha256-").matcher(policy).results().count()).isEqualTo(found);
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void itLoadsNothing() throws IOException {
        String page = page(SampleResults.bench(1, 2));
        assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(page).find()).isFalse();
        assertThat(page).doesNotContain("@import", "url(http", "fetch(", "XMLHttpRequest");
    }

    @Test
    void theLicenceOfWhatIsInlinedStays() throws IOException {
        String page = page(SampleResults.run(1, 1));
        assertThat(page).contains("The MIT License", "Leon Sorokin");
        assertThat(page).contains("/*! https://github.com/leeoniya/uPlot");
    }

    @Test
    void theSameResultsMakeTheSamePage() throws IOException {
        assertThat(page(SampleResults.bench(1, 8))).isEqualTo(page(SampleResults.bench(1, 8)));
    }

    @Test
    void whatWouldEndItsOwnElementIsNotInlined() {
        assertThatThrownBy(() -> new Inlined("script", List.of("'</SCRIPT>'")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
