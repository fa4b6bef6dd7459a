package org.alloclab.stress.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A patch on the sources, read, applied and compiled, or refused in a line. */
class SourcePatchTest {
    private static final String PATH =
            "lockfree-model/src/main/java/org/alloclab/lockfree/Answer.java";
    private static final String DIFF =
            """
            A title above it
            diff --git a/%1$s b/%1$s
            --- a/%1$s
            +++ b/%1$s
            @@ -4,3 +4,3 @@
                 int answer() {
            -        return 42;
            +        return 41;
                 }
            """
                    .formatted(PATH);

    @TempDir private Path root;
    private Sources sources;

    @BeforeEach
    void makeSources() throws IOException {
        sources = new Sources(root);
        write(PATH, source(""));
    }

    private static String source(String before) {
        return before
                + """
                package org.alloclab.lockfree;

                class Answer {
                    int answer() {
                        return 42;
                    }
                }
                """;
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private SourcePatch parse(String diff) throws BadPatchException {
        return SourcePatch.parse(diff.getBytes(StandardCharsets.UTF_8), sources);
    }

    private void refused(String diff, String... words) {
        assertThatExceptionOfType(BadPatchException.class)
                .isThrownBy(() -> parse(diff).apply(sources))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n"));
    }

    @Test
    void theSourceItselfStaysAsItIs() throws Exception {
        Map<String, String> mutated = parse(DIFF).apply(sources);
        assertThat(mutated).containsOnlyKeys(PATH);
        assertThat(mutated.get(PATH)).isEqualTo(source("").replace("42", "41"));
        assertThat(sources.read(PATH)).isEqualTo(source(""));
    }

    @Test
    void linesThatHaveMovedAreFound() throws Exception {
        String moved = source("// one\n// two\n// three\n");
        write(PATH, moved);
        assertThat(parse(DIFF).apply(sources).get(PATH)).isEqualTo(moved.replace("42", "41"));
    }

    @Test
    void otherPrefixesAreStripped() throws Exception {
        String diff = DIFF.replace(" a/", " old-tree/").replace(" b/", " new-tree/");
        assertThat(parse(diff).paths()).containsExactly(PATH);
        assertThat(parse(DIFF.replace(" a/", " ").replace(" b/", " ")).paths())
                .containsExactly(PATH);
    }

    @Test
    void hunksSayWhere() throws Exception {
        List<SourcePatch.Hunk> hunks = parse(DIFF).hunks();
        assertThat(hunks).hasSize(1);
        assertThat(hunks.getFirst().line()).isEqualTo(4);
        assertThat(hunks.getFirst().shipped()).contains("        return 42;");
        assertThat(hunks.getFirst().mutant()).contains("        return 41;");
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        write(PATH, source("").replace("42", "43"));
        refused(DIFF, "does not apply", PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "lockfree-model/src/test/java/org/alloclab/lockfree/Answer.java",
                "lockfree-model/src/main/java/../../../../cli/Answer.java",
                "/etc/passwd",
                "lockfree-model/src/main/java/org/alloclab/lockfree/New.java"
            })
    void whatIsNoSourceOfAModelIsRefused(String path) {
        refused(DIFF.replace(PATH, path), "expected: a source", "lockfree-model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "--- a\n+++ b\n@@ -1 +1 @@\n", "\0\1\2", "@@ -x +y @@"})
    void garbageIsRefused(String diff) {
        refused(diff, "expected: ");
    }

    @Test
    void whatDoesNotCompileIsRefusedWithTheLine() throws Exception {
        MutantCompiler compiler = new MutantCompiler(sources, List.of());
        String broken = DIFF.replace("return 41;", "return \"41\";");
        assertThatExceptionOfType(BadPatchException.class)
                .isThrownBy(() ->
                        compiler.compile(parse(broken).apply(sources), root.resolve("classes")))
                .withMessageContaining("does not compile: Answer.java:5: incompatible types");
    }

    @Test
    void allThatCopiesAConstantIsCompiledAnew() throws Exception {
        write(
                "lockfree-model/src/main/java/org/alloclab/lockfree/Asker.java",
                "package org.alloclab.lockfree; class Asker { int ask = new Answer().answer(); }");
        new MutantCompiler(sources, List.of())
                .compile(parse(DIFF).apply(sources), root.resolve("classes"));
        assertThat(root.resolve("classes/org/alloclab/lockfree/Asker.class")).exists();
    }
}
