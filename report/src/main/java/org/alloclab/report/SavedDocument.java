package org.alloclab.report;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results of one run, as a verb's {@code --json} saved them.
 *
 * @param name the file's name and that of its folder
 * @param verb the verb that wrote it: one of {@link #VERBS}
 * @param content all it holds, checked
 */
public record SavedDocument(String name, String verb, JsonNode content) {
    /** The verbs whose documents a report shows. */
    public static final List<String> VERBS = List.of("bench", "run", "replay");

    private static final Pattern SCHEMA = Pattern.compile("alloclab\\.([a-z]+)/([0-9]{1,9})");
    private static final String EXPECTED = "alloclab.bench/1, alloclab.run/1 or alloclab.replay/1";

    /** Far more than a run writes; and what is read takes many times its size in memory. */
    private static final int MOST_BYTES =
            (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 100);

    // JMH and others write figures that are none as NaN, bare or quoted. Of a field that is there
    // twice nobody knows which one is meant.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    /**
     * Reads a file.
     *
     * @throws OtherDocumentException if it holds JSON, but nothing that a report shows
     * @throws BadDocumentException if it holds anything else; the message says where
     * @throws IOException if it cannot be read
     */
    public static SavedDocument read(Path file) throws IOException {
        JsonNode content = parsed(bytes(file));
        JsonCursor top = new JsonCursor("", content);
        String verb = verb(top);
        DocumentSchema.checkHead(top);
        if (verb.equals("bench")) {
            DocumentSchema.checkBench(top);
        } else {
            DocumentSchema.checkReplays(top);
        }
        return new SavedDocument(shortName(file), verb, content);
    }

    /** Enough to tell files apart; pages travel, and whose folders these are is nobody's affair. */
    private static String shortName(Path file) {
        Path path = file.normalize();
        int names = path.getNameCount();
        return path.subpath(Math.max(0, names - 2), names).toString();
    }

    /** All of it, of a device without end as well as of a file. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadDocumentException(
                        "is longer than %,d bytes (expected: what --json wrote)"
                                .formatted(MOST_BYTES));
            }
            return bytes;
        }
    }

    private static JsonNode parsed(byte[] bytes) throws BadDocumentException {
        if (bytes.length == 0) {
            throw new BadDocumentException("is empty (expected: what --json wrote)");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where =
                    at == null || at.getLineNr() < 1
                            ? ""
                            : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
            boolean twice = e.getOriginalMessage().startsWith("Duplicate");
            String what = twice ? "has a field twice" : "is not JSON";
            throw new BadDocumentException(where + what + " (expected: what --json wrote)");
        }
    }

    private static String verb(JsonCursor top) throws BadDocumentException {
        JsonCursor schema =
                top.value().isObject() ? top.field("schema") : new JsonCursor("schema", null);
        Matcher known = SCHEMA.matcher(schema.isAbsent() ? "" : schema.value().asString(""));
        if (!known.matches() || !VERBS.contains(known.group(1))) {
            throw new OtherDocumentException(schema.wrong(EXPECTED).getMessage());
        }
        if (!known.group(2).equals("1")) {
            String verb = known.group(1);
            throw new BadDocumentException(
                    "schema: is %s, which this version does not know (expected: alloclab.%s/1)"
                            .formatted(schema.value(), verb));
        }
        return known.group(1);
    }

    /** Which form the document has. */
    public String schema() {
        return content.path("schema").asString();
    }

    /** Where the run's random choices started from; 0 if it does not say. */
    public long seed() {
        return content.path("seed").asLong(0);
    }

    /** Whether the run was interrupted. */
    public boolean isPartial() {
        return content.path("partial").asBoolean(false);
    }

    /** The arguments it was written with; none if it does not say. */
    public List<String> command() {
        List<String> words = new ArrayList<>();
        content.path("command").forEach(word -> words.add(word.asString()));
        return words;
    }

    /** How many measurements it holds. */
    public int results() {
        return content.path("results").size();
    }

    /** How many of its comparisons came to what, for each verdict. */
    public Map<DocumentVerdict, Integer> verdicts() {
        Map<DocumentVerdict, Integer> counts = new EnumMap<>(DocumentVerdict.class);
        for (DocumentVerdict verdict : DocumentVerdict.values()) {
            counts.put(verdict, 0);
        }
        for (JsonNode ratio : content.path("ratios")) {
            DocumentVerdict.named(ratio.path("verdict").asString())
                    .ifPresent(verdict -> counts.merge(verdict, 1, Integer::sum));
        }
        return counts;
    }

    /** Whether there is nothing in it to show. */
    public boolean isEmpty() {
        return results() == 0 && content.path("ratios").isEmpty();
    }
}
