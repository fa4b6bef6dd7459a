package org.alloclab.stress;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.stress.detector.Control;
import org.alloclab.stress.jcstress.Tests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JCStress tests as a whole: there are some, each says what it claims, and nothing slips by.
 */
class SuiteTest {
    private static final int LEAST = 30;
    private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    static List<String> tests() {
        return Tests.all();
    }

    /** Without its annotation processor JCStress has no tests, and says nothing. */
    @Test
    void thereAreTests() {
        assertThat(tests()).hasSizeGreaterThanOrEqualTo(LEAST);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aNameIsATopicAndAClaim(String test) {
        assertThat(test).matches("org\\.alloclab\\.(gil|lockfree)\\.[A-Z]\\w+\\.[A-Z]\\w+");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void eachOutcomeIsGradedOnceAndAllOthersAreForbidden(String test) {
        TestInfo info = TestList.getInfo(test);
        assertThat(info.cases().stream().map(StateCase::matchPattern)).doesNotHaveDuplicates();
        assertThat(info.cases())
                .isNotEmpty()
                .noneMatch(outcome -> outcome.matchPattern().isEmpty());
        assertThat(info.unmatched().expect()).isEqualTo(Expect.FORBIDDEN);
        assertThat(info.unmatched().description()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void itsStoryHasAllItsParts(String test) throws IOException {
        String topic = test.substring(0, test.lastIndexOf('.'));
        String claim = test.substring(test.lastIndexOf('.') + 1);
        Path file = BASE.resolve("src/jcstress/java").resolve(topic.replace('.', '/') + ".java");
        String source = Files.readString(file);
        String before = source.substring(0, source.indexOf("public static class " + claim + " "));
        String story = before.substring(before.lastIndexOf("/**")).replaceAll("\\s+\\* +", " ");
        String name = topic.substring(topic.lastIndexOf('.') + 1) + "." + claim;
        assertThat(story).contains("./alloclab stress --tests " + name + "}", "<p>Verdict: ");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aControlIsARaceOfTheCatalogueThatThisTestIsToFind(String test) throws Exception {
        Class<?> type = Class.forName(test.replaceFirst("\\.(?=\\w+$)", "\\$"));
        Control control = type.getAnnotation(Control.class);
        if (control == null) {
            return;
        }
        String race = Files.readString(BASE.resolve("races/" + control.value() + "/race.md"));
        String claimed = race.lines().filter(line -> line.startsWith("tests: ")).findFirst().get();
        assertThat(test).containsPattern(claimed.substring("tests: ".length()));
    }
}
