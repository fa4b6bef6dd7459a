package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.alloclab.report.SavedDocument;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** The program started in a folder of its own, ended at some moment, and what it left there. */
final class KilledRun {
    private static final long PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern WHOLE = Pattern.compile("result: [a-z]+ \\(exit 0\\)");

    private final Program program;
    private final End end;
    private final Process process;
    private final Marked marked;

    /** How it is ended. */
    enum End {
        NOT(List.of(0)),
        KILL(List.of(0, 137)),
        HALT(List.of(0, HaltedMain.CODE)),
        TERMINATE(List.of(0, 130, 143)), // 143 before the program could say a word
        CTRL_C(List.of(0, 130)),
        READER_LEAVES(List.of(0));

        private final List<Integer> exitCodes;

        End(List<Integer> exitCodes) {
            this.exitCodes = exitCodes;
        }

        /** Whether nobody can tidy up. */
        boolean isSudden() {
            return this == KILL || this == HALT;
        }
    }

    KilledRun(Path folder, Path home, List<String> arguments, End end, long nanos)
            throws IOException {
        this.end = end;
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        program =
                new Program(
                        folder,
                        home,
                        List.of(
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dalloclab.halt=" + nanos / 1000,
                                "-XX:-UsePerfData"));
        ProcessBuilder builder = program.builder(arguments.toArray(String[]::new));
        if (end == End.HALT) {
            builder.command()
                    .replaceAll(word ->
                            word.equals(InventedForks.class.getName())
                                    ? HaltedMain.class.getName()
                                    : word);
        }
        if (end == End.READER_LEAVES) {
            builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        }
        marked = Marked.with(builder);
        process = builder.start();
    }

    /** Ends it after so much time, unless it has ended by then. */
    void end(long nanos) throws Exception {
        switch (end) {
            case READER_LEAVES -> {
                process.getInputStream().read();
                process.getInputStream().close();
            }
            case KILL, TERMINATE, CTRL_C -> {
                process.waitFor(nanos, TimeUnit.NANOSECONDS);
                if (end == End.KILL) {
                    process.destroyForcibly();
                } else if (end == End.TERMINATE) {
                    process.destroy();
                } else {
                    // Nobody minds if it is gone already.
                    new ProcessBuilder("/bin/kill", "-INT", "" + process.pid())
                            .redirectErrorStream(true)
                            .start()
                            .waitFor();
                }
            }
            case HALT, NOT -> {} // by itself
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    }

    /** Ends all there is of it. */
    void close() {
        marked.processes().forEach(ProcessHandle::destroyForcibly);
    }

    /** Sees to it that what is left is in order; in a word, what it is. */
    String check() throws Exception {
        assertThat(process.exitValue()).as(program.written("err")).isIn(end.exitCodes);
        if (Marked.works()) {
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> marked.processes().isEmpty());
        }
        String err = program.written("err");
        assertThat(err.lines())
                .noneMatch(line -> line.contains("Exception") || line.contains("a bug of"));
        boolean whole = WHOLE.matcher(err).find();
        boolean partial = err.contains("result: interrupted (exit 130)");
        assertThat(whole || partial || process.exitValue() != 0).as(err).isTrue();
        int documents = 0;
        for (Path file : files()) {
            documents += check(file, partial) ? 1 : 0;
        }
        assertThat(!whole || documents > 0).as("documents of a whole run").isTrue();
        return documents == 0 ? "none" : partial ? "partial" : "whole";
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(program.folder())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Whether it is a document of the program, which is then in order. */
    private boolean check(Path file, boolean partial) throws Exception {
        String name = file.getFileName().toString();
        if (name.startsWith(".alloclab-")) {
            assertThat(end.isSudden()).as("%s left behind", file).isTrue();
        } else if (name.endsWith(".html")) {
            assertThat(Files.readString(file)).startsWith("<!doctype").endsWith("</html>\n");
        } else if (name.endsWith(".xml")) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } else if (name.endsWith(".json")) {
            return checkDocument(file, partial);
        } else {
            assertThat(name).isIn("out", "err", "jmh.log", "stress.log");
        }
        return false;
    }

    private boolean checkDocument(Path file, boolean partial) throws IOException {
        JsonNode document = JSON.readTree(file);
        if (document.isArray()) {
            return false; // JMH's own
        }
        String schema = document.path("schema").asString();
        assertThat(schema).matches("alloclab\\.[a-z]+/1");
        assertThat(document.path("partial").asBoolean(false)).as(schema).isEqualTo(partial);
        if (schema.matches("alloclab\\.(" + String.join("|", SavedDocument.VERBS) + ")/1")) {
            assertThat(SavedDocument.read(file).results()).isGreaterThanOrEqualTo(partial ? 0 : 1);
        }
        if (!partial && document.has("planned")) {
            assertThat(document.get("recorded")).isEqualTo(document.get("planned"));
        }
        return true;
    }
}
