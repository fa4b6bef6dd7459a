package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The verbs race and selftest from end to end, with detectors that say what they are told to. */
class SelftestTest {
    private static final String HOME = "alloclab.home";
    private static final Object[] NOTHING = {
        new Planned(1, null), new Done("Answer.IsRight", null), new End(1)
    };
    private static final Object[] FOUND = found("outcome 41");

    private static Object[] found(String summary) {
        String evidence = "RESULT  SAMPLES\n    41        3";
        Found found = new Found("Answer.IsRight", summary, evidence, null);
        return new Object[] {new Planned(2, null), found, new End(1)};
    }

    @TempDir private Path folder;
    private FakeRaces races;

    @BeforeEach
    void makeHome() throws IOException {
        races = FakeRaces.in(folder.resolve("home"));
        races.detectors().say(NOTHING);
        races.detectors().sayOnMutant(FOUND);
        System.setProperty(HOME, races.folder().toString());
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty(HOME);
    }

    private Ran selftest(Object... arguments) {
        Object[] all = new Object[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        all[0] = "selftest";
        all[1] = "--seed=1";
        all[2] = "--out";
        all[3] = folder.resolve("out");
        return Ran.with(all);
    }

    @Test
    void whatIsFoundIsKilled() throws IOException {
        Ran ran = selftest("--mutants", "all").ended(0, "kept");
        assertThat(ran.out())
                .containsPattern("as shipped +stress +[0-9.]+  passed")
                .containsPattern("wrong-answer +stress +[0-9.]+  killed")
                .contains("2 of 2 mutants killed, 0 survived", "time to kill: median ");
        assertThat(ran.out().lines().skip(2)).allMatch(line -> line.length() <= 80, ran.out());
        DetectorOrder order = races.detectors().order().orElseThrow();
        assertThat(order.tests()).isEqualTo("Answer\\.");
        assertThat(order.backends()).containsExactly("lockfree");
        assertThat(folder.resolve("out/wrong-answer/classes/org/alloclab/lockfree/Answer.class"))
                .exists();
    }

    @Test
    void jsonHasAllOfIt() {
        JsonNode json = selftest("--mutants=quick", "--json=-").ended(0, "kept").json();
        assertThat(json.get("schema").asString()).isEqualTo("alloclab.selftest/1");
        assertThat(json.get("killed").asInt()).isEqualTo(1);
        assertThat(json.get("total").asInt()).isEqualTo(1);
        JsonNode mutant = json.get("mutants").get(0);
        assertThat(mutant.get("id").asString()).isEqualTo("wrong-answer");
        assertThat(mutant.get("killed").asBoolean()).isTrue();
        JsonNode detector = mutant.get("detectors").get(0);
        assertThat(detector.get("name").asString()).isEqualTo("stress");
        assertThat(detector.get("expected").asString()).isEqualTo("killed");
        assertThat(detector.get("verdict").asString()).isEqualTo("killed");
        assertThat(detector.get("seconds").asDouble()).isPositive();
        assertThat(json.get("controls")).hasSize(1);
    }

    @Test
    void aSurvivorEndsWith12AndTheInvisibleIsNamed() throws IOException {
        races.detectors().sayOnMutant(NOTHING);
        Ran ran = selftest("--mutants=all").ended(12, "survived");
        assertThat(ran.out())
                .containsPattern("wrong-answer .*  survived")
                .containsPattern("weak-answer .*  not visible")
                .contains("0 of 2 mutants killed, 1 survived, 1 not visible on x86");
    }

    @Test
    void aFalseAlarmEndsWith10BeforeAnyMutantIsTried() throws IOException {
        races.detectors().say(FOUND);
        Ran ran = selftest().ended(10, "violated");
        assertThat(ran.out()).contains("FALSE ALARM", "outcome 41").doesNotContain("killed");
    }

    @Test
    void whatHasNoTestsIsNoControl() throws IOException {
        races.detectors().say(new Planned(0, null), new End(0));
        assertThat(selftest().ended(10, "violated").out()).contains("no test of that name");
    }

    @Test
    void aCrashIsAKillAndABrokenDetectorIsNone() throws IOException {
        races.detectors().sayOnMutant(new Planned(1, null), "!exit 134");
        selftest().ended(0, "kept");
        races.detectors().sayOnMutant("#", "# A fatal error has been detected", "!exit 134");
        selftest().ended(0, "kept");
        races.detectors().sayOnMutant(new Planned(1, null), "!exit 1");
        assertThat(selftest().ended(12, "survived").out()).contains("ended with exit code 1");
    }

    @Test
    void testsThatNoLongerFitKillNothing() throws IOException {
        races.detectors().sayOnMutant(found("NoSuchMethodError: answer()"));
        selftest().ended(12, "survived");
    }

    @Test
    void severalRunsAreCounted() throws IOException {
        Ran ran = selftest("--runs=3").ended(0, "kept");
        assertThat(ran.out()).contains("killed 3 of 3", "3 of 3 runs: the rate is above 36 %");
        races.detectors().sayOnMutant(NOTHING);
        assertThat(selftest("--runs=3").ended(12, "survived").out()).contains("0 of 1");
    }

    @Test
    void someoneElsesPatches() throws IOException {
        Path mine = folder.resolve("mine");
        Files.createDirectories(mine.resolve("deep"));
        Files.writeString(mine.resolve("a.patch"), "Subject: A\n" + FakeRaces.patch("return 1;"));
        Files.writeString(mine.resolve("deep/b.diff"), FakeRaces.patch("return 2;"));
        Ran ran = selftest("--mutants", mine, "--json", folder.resolve("j")).ended(0, "kept");
        assertThat(ran.out()).containsPattern("a +unit .*killed").containsPattern("deep/b +unit ");
        assertThat(folder.resolve("j")).content().contains("\"title\" : \"A\"");
        Files.writeString(mine.resolve("c.patch"), FakeRaces.patch("return null;"));
        Files.writeString(mine.resolve("d.patch"), "nothing");
        assertThat(selftest("--mutants", mine).ended(15, "incomplete").out())
                .contains("does not compile", "2 of 4 mutants killed", "2 not tried");
    }

    @Test
    void badArguments() throws IOException {
        selftest("--mutants=quik").refused(2, "\"quik\"", "did you mean quick?");
        selftest("--mutants", Files.createDirectory(folder.resolve("empty")))
                .refused(3, "no patch in", "empty");
        selftest("--runs=0").refused(2, "--runs 0");
        Ran.with("race", "show", "wrong-anser")
                .refused(3, "\"wrong-anser\"", "did you mean wrong-answer?");
        Ran.with("race", "prove", "no.patch").refused(3, "\"no.patch\"", "a file with a patch");
        Ran.with("race", "lst").refused(2, "lst", "did you mean list?");
        Ran.with("race", "show").refused(2, "NAME");
        races.write("stress/races/broken/race.md", "---\ntitle: x\n---\n");
        Ran.with("race", "list").refused(4, "broken", "model");
    }

    @Test
    void listAndShow() {
        Ran list = Ran.with("race", "list").ended(0, "kept");
        assertThat(list.out())
                .containsPattern("wrong-answer +stress +\\* The answer of wrong-answer")
                .containsPattern("weak-answer +\\(stress\\)");
        Ran show = Ran.with("race", "show", "wrong-answer").ended(0, "kept");
        assertThat(show.out())
                .startsWith("The answer of wrong-answer\n")
                .contains("A line of a paragraph.\n", "\nB        C\n41\n")
                .contains(FakeRaces.SOURCE + ":4")
                .contains("\n-     return 42;\n+     return 41;\n");
        assertThat(show.out().lines()).allMatch(line -> line.length() <= 80, show.out());
    }

    @Test
    void proveShowsTheEvidence() throws IOException {
        Ran ran = Ran.with("race", "prove", "wrong-answer", "--out", folder.resolve("out"));
        assertThat(ran.ended(0, "kept").out())
                .containsPattern("as shipped .* passed")
                .containsPattern("with the patch .* fails, as it should")
                .contains("Answer.IsRight: outcome 41", "    41        3");
        races.detectors().sayOnMutant(NOTHING);
        Ran.with("race", "prove", "wrong-answer", "--out", folder.resolve("out"))
                .ended(12, "survived");
        Path broken = folder.resolve("broken.patch");
        Files.writeString(broken, FakeRaces.patch("return null;"));
        Ran refused = Ran.with("race", "prove", broken, "--out", folder.resolve("out"));
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("broken.patch", "does not compile: Answer.java:5");
    }
}
