package org.alloclab.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import org.alloclab.bench.statistics.BenchResults;
import org.alloclab.bench.statistics.TargetVerdict;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param head the fields that begin it
 * @param results the number of measurements
 * @param verdicts the number of compared ratios for each verdict
 * @param content what the page shows of it
 */
public record SavedDocument(
        String name,
        String verb,
        DocumentHead head,
        int results,
        Map<TargetVerdict, Integer> verdicts,
        JsonNode content) {
    /** The verbs whose documents a report shows. */
    public static final List<String> VERBS = List.of("bench", "run", "replay");

    private static final Pattern SCHEMA =
            Pattern.compile("alloclab\\.(%s)/([0-9]{1,9})".formatted(String.join("|", VERBS)));
    private static final String EXPECTED = "alloclab.bench/1, alloclab.run/1 or alloclab.replay/1";

    /** Far more than a run writes; a tree takes many times the size of its bytes. */
    private static final int MOST_BYTES =
            (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 100);

    private record Verdicts(List<Judged> ratios) {}

    private record Judged(@JsonSetter(nulls = Nulls.FAIL) TargetVerdict verdict) {}

    /**
     * Reads a file.
     *
     * @throws OtherDocumentException if it holds JSON, but nothing that a report shows
     * @throws BadDocumentException if it holds anything else; the message says where
     * @throws IOException if it cannot be read
     */
    public static SavedDocument read(Path file) throws IOException {
        JsonNode json = DocumentMapper.parse(bytes(file));
        String verb = verb(json.path("schema"));
        DocumentHead head = DocumentMapper.bind(json, DocumentHead.class);
        Map<TargetVerdict, Integer> verdicts = new EnumMap<>(TargetVerdict.class);
        for (TargetVerdict verdict : TargetVerdict.values()) {
            verdicts.put(verdict, 0);
        }
        int results;
        Record part;
        if (verb.equals("bench")) {
            BenchResults bench = DocumentMapper.bind(json, BenchResults.class);
            results = bench.results().size();
            List<Judged> ratios = DocumentMapper.bind(json, Verdicts.class).ratios();
            if (ratios != null) {
                ratios.forEach(ratio -> verdicts.merge(ratio.verdict(), 1, Integer::sum));
            }
            part = bench;
        } else {
            ReplayResults replays = DocumentMapper.bind(json, ReplayResults.class);
            results = replays.results().size();
            part = replays;
        }
        ObjectNode content = DocumentMapper.tree(head);
        content.setAll(DocumentMapper.tree(part));
        return new SavedDocument(shortName(file), verb, head, results, verdicts, content);
    }

    /** The file and its folder: enough to tell files apart, without the rest of a user's path. */
    private static String shortName(Path file) {
        Path path = file.normalize();
        int names = path.getNameCount();
        return path.subpath(Math.max(0, names - 2), names).toString();
    }

    /** All of a file, unless it is too long: a device may have no end. */
    private static byte[] bytes(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES || bytes.length == 0) {
                String length =
                        bytes.length == 0 ? "empty" : "longer than %,d bytes".formatted(MOST_BYTES);
                throw new BadDocumentException("is " + length + " (expected: what --json wrote)");
            }
            return bytes;
        }
    }

    private static String verb(JsonNode schema) throws BadDocumentException {
        String is = "schema: is " + DocumentMapper.shown(schema);
        Matcher known = SCHEMA.matcher(schema.asString(""));
        if (!known.matches()) {
            throw new OtherDocumentException(is + " (expected: " + EXPECTED + ")");
        }
        String verb = known.group(1);
        if (!known.group(2).equals("1")) {
            throw new BadDocumentException(
                    "%s, which this version does not know (expected: alloclab.%s/1)"
                            .formatted(is, verb));
        }
        return verb;
    }

    /** The form of the document. */
    public String schema() {
        return head.schema();
    }

    /** The seed of the run's random choices; 0 if the document has none. */
    public long seed() {
        return head.seed() == null ? 0 : head.seed();
    }

    /** Whether the run was interrupted. */
    public boolean isPartial() {
        return Boolean.TRUE.equals(head.partial());
    }

    /** The arguments of the run; none if the document has none. */
    public List<String> command() {
        return head.command() == null ? List.of() : head.command();
    }

    /** Whether there is nothing in it to show. */
    public boolean isEmpty() {
        return results == 0 && verdicts.values().stream().allMatch(count -> count == 0);
    }
}
