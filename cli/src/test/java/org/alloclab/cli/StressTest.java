package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.FakeDetectors;
import org.alloclab.stress.protocol.StressResults.Outcome;
import org.alloclab.stress.protocol.StressResults.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** The verb stress from end to end, with a JCStress that says what it is told to. */
class StressTest {
    private static final String HOME = "alloclab.home";
    private static final String ONE = "org.alloclab.lockfree.PoolWordStress.PushesAreNotLost";
    private static final String TWO = "org.alloclab.gil.Lock.IsExclusive";
    private static final String TABLE =
            "RESULT  SAMPLES     FREQ     EXPECT  DESCRIPTION\n"
                    + "     1        3   <0.01%  Forbidden  an update & more is <lost>\007";

    @TempDir private Path folder;
    private FakeDetectors detectors;

    @BeforeEach
    void makeHome() throws IOException {
        detectors = FakeDetectors.in(folder.resolve("home/stress/target"));
        System.setProperty(HOME, folder.resolve("home").toString());
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty(HOME);
    }

    private static Planned planned(int items) {
        return new Planned(items, plan(List.of(ONE, TWO), List.of(ONE, TWO)));
    }

    private static Details plan(List<String> known, List<String> chosen) {
        return new Details.StressPlan(known, chosen, 7200);
    }

    private static Details fork(String test, Verdict verdict) {
        Outcome fine = new Outcome("2", 997, "Acceptable", "fine");
        Outcome lost = new Outcome("1", 3, "Forbidden", "lost");
        return new Details.Fork(test, verdict, 900, 1000, List.of(fine, lost));
    }

    private static Done done(String test) {
        return new Done(test + " [C2]", fork(test, Verdict.PASSED));
    }

    private static Found found(String test, Verdict verdict) {
        return new Found(test + " [C2]", "outcome 1", TABLE, fork(test, verdict));
    }

    private static End end(int recorded) {
        return new End(recorded);
    }

    private Ran stress(Object... more) {
        return Ran.with(
                Stream.concat(
                                Stream.of("stress", "--seed=1", "--out", folder.resolve("out")),
                                Stream.of(more))
                        .toArray());
    }

    private JsonNode saved() {
        return new JsonMapper().readTree(folder.resolve("out/stress.json"));
    }

    @Test
    void allPassed() throws IOException {
        detectors.say(planned(4), done(ONE), done(TWO), done(ONE), done(TWO), end(4));
        Ran ran = stress("--budget=9s", "--tests=Pool|Lock").ended(0, "kept");
        assertThat(ran.out())
                .startsWith("alloclab ")
                .contains("2 tests, 4 forks, 9 s", "results: " + folder.resolve("out"))
                .containsPattern("PoolWordStress.PushesAreNotLost +2 +2,000  passed")
                .contains("4 of 4 forks recorded, 4,000 samples");
        assertThat(ran.out().lines().skip(4)).allMatch(line -> line.length() <= 80, ran.out());
        DetectorOrder order = detectors.order().orElseThrow();
        assertThat(order.detector()).isEqualTo("stress");
        assertThat(order.backends()).containsExactly("gil", "lockfree");
        assertThat(order.tests()).isEqualTo("Pool|Lock");
        assertThat(order.budget()).isEqualTo(Duration.ofSeconds(9));
        assertThat(order.seed()).isEqualTo(1);
        assertThat(order.stopAtFirst()).isFalse();
        JsonNode json = saved();
        assertThat(json.propertyNames())
                .containsExactly(
                        "schema",
                        "version",
                        "command",
                        "seed",
                        "started",
                        "machine",
                        "budgetMillis",
                        "planned",
                        "recorded",
                        "samples",
                        "problem",
                        "folder",
                        "tests");
        assertThat(json.get("schema").asString()).isEqualTo("alloclab.stress/1");
        assertThat(json.get("planned").asInt()).isEqualTo(4);
        assertThat(json.get("recorded").asInt()).isEqualTo(4);
        assertThat(json.get("samples").asInt()).isEqualTo(4000);
        assertThat(json.get("tests")).hasSize(2);
        assertThat(json.get("tests").get(0).get("outcomes").get(1).get("count").asInt())
                .isEqualTo(2 * 997);
        assertThat(folder.resolve("out/stress.log")).exists();
    }

    @Test
    void aForbiddenOutcomeIsShownAndEndsWith10() throws Exception {
        detectors.say(planned(2), found(ONE, Verdict.FORBIDDEN), done(TWO), end(2));
        Path xml = folder.resolve("stress.xml");
        Ran ran = stress("--junit", xml).ended(10, "violated");
        assertThat(ran.out())
                .containsPattern("PushesAreNotLost +1 +1,000  forbidden\n")
                .contains("RESULT  SAMPLES     FREQ     EXPECT  DESCRIPTION\n     1        3")
                .contains("<lost>\\u0007");
        assertThat(saved().get("tests").get(1).get("findings").get(0).get("evidence").asString())
                .startsWith("RESULT");
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
        Element suite = document.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("outcome 1");
        assertThat(failure.getTextContent()).contains("an update & more is <lost>\uFFFD");
        Element test = (Element) failure.getParentNode();
        assertThat(test.getAttribute("classname") + "." + test.getAttribute("name")).isEqualTo(ONE);
    }

    @Test
    void aForbiddenOutcomeIsNotHiddenByWhatElseGoesWrong() throws IOException {
        detectors.say(planned(2), found(ONE, Verdict.FORBIDDEN), "!exit 1");
        stress().ended(10, "violated");
        detectors.say(planned(2), found(ONE, Verdict.FORBIDDEN), found(TWO, Verdict.HUNG));
        stress().ended(10, "violated");
        detectors.say(planned(1), found(ONE, Verdict.ERROR), end(1));
        assertThat(stress().ended(10, "violated").out()).contains("  error\n");
    }

    @Test
    void aForkThatHangsEndsWith11() throws IOException {
        detectors.say(planned(2), done(ONE), found(TWO, Verdict.HUNG), end(2));
        assertThat(stress().ended(11, "hung").out()).contains("  hung\n");
    }

    @Test
    void lessThanPlannedEndsWith15() throws Exception {
        detectors.say(planned(3), done(ONE), end(1));
        Path xml = folder.resolve("stress.xml");
        Ran ran = stress("--junit", xml).ended(15, "incomplete");
        assertThat(ran.out())
                .containsPattern("IsExclusive +0 +0  not run\n")
                .contains("1 of 3 forks recorded", "only 1 of 3 forks");
        assertThat(saved().get("recorded").asInt()).isEqualTo(1);
        assertThat(xml).content().contains("errors=\"1\"", "message=\"not run: only 1 of 3 forks");
    }

    @Test
    void aFullDiskUnderJcstressEndsWith15() throws IOException {
        detectors.say(
                planned(2),
                done(ONE),
                done(TWO),
                "!throw results.bin.gz holds 0 of 2 results: is the disk full?");
        Ran ran = stress().ended(15, "incomplete");
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("ended with exit code 1: ", "is the disk full?", "stress.log");
        assertThat(saved().get("problem").asString()).contains("is the disk full?");
    }

    @Test
    void aFullDiskUnderTheXmlEndsWith4() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no " + full);
        detectors.say(planned(2), done(ONE), done(TWO), end(2));
        assertThat(stress("--junit", full).exitCode()).isEqualTo(4);
    }

    @Test
    void noTestMatched() throws IOException {
        detectors.say(new Planned(0, plan(List.of(ONE, TWO), List.of())), end(0));
        stress("--tests", "poolwrod")
                .refused(3, "\"poolwrod\" matches none of 2 tests", "did you mean PoolWord?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anEmptyListOfTestsIsNoSuccess() throws IOException {
        detectors.say(new Planned(0, plan(List.of(), List.of())), end(0));
        stress().refused(3, "META-INF/TestList", "annotation processor");
    }

    @Test
    void aBudgetThatIsTooShortIsRefusedWithTheLeast() throws IOException {
        detectors.say(planned(0), end(0));
        stress("--budget=2s").refused(2, "--budget 2s", "8s or more for 2 tests");
        stress("--budget=1500ms").refused(2, "--budget 1500ms");
    }

    @Test
    void badArguments() throws IOException {
        stress("--tests=(").refused(2, "--tests", "regular expression");
        stress("--model=lock").refused(2, "--backend", "did you mean lockfree?");
        stress("--backend=glibc").refused(2, "\"glibc\"", "gil or lockfree", "has tests for");
        Path file = Files.createFile(folder.resolve("out"));
        stress().refused(4, file.toString(), "is a file");
        Files.delete(file);
        stress("--junit", folder).refused(4, folder.toString(), "is a folder");
        assertThat(detectors.order()).isEmpty();
    }

    @Test
    void whatIsNotBuiltIsNamed() throws IOException {
        Files.delete(detectors.target().resolve("stress-0.jar"));
        stress().refused(4, "stress.jar", "does not exist", "mvn package");
    }

    @Test
    void oneModelOnly() throws IOException {
        detectors.say(planned(2), done(ONE), done(TWO), end(2));
        Ran ran = stress("--model=gil", "--json=-").ended(0, "kept");
        assertThat(detectors.order().orElseThrow().backends()).containsExactly("gil");
        assertThat(ran.json().get("tests")).hasSize(2);
    }

    @Test
    void theRealOneSaysWhatTheFakeOneSays() throws IOException {
        System.clearProperty(HOME);
        Path target = ProjectLayout.find().folder().resolve("stress/target");
        assumeTrue(Files.exists(target.resolve("lib")), "no " + target);
        Ran ran = stress("--budget=3s", "--tests=PoolWordStress.PushesAreNotLost").ended(0, "kept");
        assertThat(ran.out())
                .containsPattern("PoolWordStress.PushesAreNotLost +1 +[0-9,]+  passed");
        assertThat(ran.out()).contains("JCStress's report: ");
        assertThat(saved().get("samples").asLong()).isGreaterThan(1000);
        assertThat(folder.resolve("out/html/index.html")).exists();
        assertThat(folder.resolve("out/results.bin.gz")).exists();
    }
}
