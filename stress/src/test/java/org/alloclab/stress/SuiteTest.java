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
    void aNameIsATopicANumberAndAClaim(String test) {
        assertThat(test).matches("org\\.alloclab\\.(gil|lockfree)\\.[A-Z]\\w*?_[0-9]{2}_[A-Z]\\w+");
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
        String source =
                Files.readString(
                        BASE.resolve("src/main/java").resolve(test.replace('.', '/') + ".java"));
        String claim = test.substring(test.lastIndexOf('.') + 1);
        assertThat(source.substring(0, source.indexOf("@JCStressTest")).replace("\n * ", " "))
                .contains("./alloclab stress --tests " + claim + "}", "<p>Verdict: ");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aControlIsARaceOfTheCatalogueThatThisTestIsToFind(String test) throws Exception {
        Control control = Class.forName(test).getAnnotation(Control.class);
        if (control == null) {
            return;
        }
        String race = Files.readString(BASE.resolve("races/" + control.value() + "/race.md"));
        String claimed = race.lines().filter(line -> line.startsWith("tests: ")).findFirst().get();
        assertThat(test).containsPattern(claimed.substring("tests: ".length()));
    }
}
