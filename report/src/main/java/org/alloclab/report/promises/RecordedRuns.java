package org.alloclab.report.promises;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Documents that verbs wrote, all below a folder.
 *
 * @param runs those that came to their end, by file name
 * @param partial how many were interrupted, which count for nothing
 */
public record RecordedRuns(List<Run> runs, int partial) {
    private static final Pattern SCHEMA = Pattern.compile("alloclab\\.([a-z-]+)/1");
    private static final long MOST_BYTES = 64L << 20;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** Copies the list. */
    public RecordedRuns {
        runs = List.copyOf(runs);
    }

    /**
     * A document.
     *
     * @param verb that wrote it
     * @param document all of it
     */
    record Run(String verb, JsonNode document) {
        /** Whether an argument was given, as {@code --flag value} or {@code --flag=value}. */
        boolean was(String flag, String value) {
            List<String> words = words();
            int at = words.indexOf(flag);
            return words.contains(flag + "=" + value)
                    || at >= 0 && at + 1 < words.size() && words.get(at + 1).equals(value);
        }

        boolean has(String flag) {
            return words().contains(flag);
        }

        private List<String> words() {
            return document.path("command").valueStream().map(word -> word.asString("")).toList();
        }

        PromiseFigures figures() {
            return new PromiseFigures(List.of(document));
        }
    }

    /**
     * Reads what is there; files that are no such documents are passed over.
     *
     * @throws IOException if the folder cannot be read
     */
    public static RecordedRuns in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files =
                    all.filter(file -> file.toString().endsWith(".json"))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .toList();
        }
        List<Run> runs = new ArrayList<>();
        int partial = 0;
        for (Path file : files) {
            Run run = read(file);
            if (run != null && run.document().path("partial").asBoolean(false)) {
                partial++;
            } else if (run != null) {
                runs.add(run);
            }
        }
        return new RecordedRuns(runs, partial);
    }

    /** Reads a file; null if it is no such document. */
    private static Run read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            return null;
        }
        try {
            JsonNode document = JSON.readTree(Files.readAllBytes(file));
            Matcher schema = SCHEMA.matcher(document.path("schema").asString(""));
            return schema.matches() ? new Run(schema.group(1), document) : null;
        } catch (JacksonException e) {
            return null; // another program's
        }
    }
}
