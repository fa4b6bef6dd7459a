package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.stress.protocol.FakeDetectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The verb sweep from end to end, with a detector that says what it is told to. */
class SweepTest {
    private static final String HOME = "alloclab.home";
    private static final String STEP = "Pool.carve#%d before nextOffset is read (Pool.java:%d)";

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

    private static String planned(int items) {
        return "{\"event\":\"planned\",\"items\":%d}".formatted(items);
    }

    private static String end(int recorded) {
        return "{\"event\":\"end\",\"recorded\":%d}".formatted(recorded);
    }

    private static String said(String event, String backend, String more) {
        return """
        {"event":"%1$s","name":"freeze.%2$s.own","sweep":"freeze","backend":"%2$s",\
        "workload":"own","millis":1500,"points":1200,"survived":1100,"stopped":100,"leaks":0,\
        "damaged":0%3$s}\
        """
                .formatted(event, backend, more);
    }

    private static String stopping() {
        return ",\"stopping\":[\"%s\",\"%s\"],\"known\":[\"a\",\"b\"],\"reached\":[\"a\"]"
                .formatted(STEP.formatted(1, 80), STEP.formatted(2, 82));
    }

    private static Ran sweep(Object... more) {
        return Ran.with(Stream.concat(Stream.of("sweep", "--seed=1"), Stream.of(more)).toArray());
    }

    @Test
    void allAsPromised() throws IOException {
        detectors.say(
                planned(2), said("done", "gil", stopping()), said("done", "lockfree", ""), end(2));
        Ran ran = sweep("freeze", "arena").ended(0, "kept");
        assertThat(ran.out())
                .containsPattern("freeze +gil +own +1,200 +1,100 +100 +0 +1.5  kept\n")
                .contains("freeze, gil: steps that stop the others")
                .contains("  Pool.carve (2 steps, lines 80-82)")
                .contains("gil: frozen at 1 of 2 steps; no workload comes to the others\n  b\n")
                .contains("2 of 2 sweeps recorded, 2,400 points");
        assertThat(ran.out().lines().skip(4)).allMatch(line -> line.length() <= 80, ran.out());
        assertThat(detectors.order())
                .startsWith("sweep", "models=gil,lockfree", "tests=^(freeze|arena)\\.")
                .contains("seed=1", "first=false");
    }

    @Test
    void theDocumentHasItAll() throws IOException {
        detectors.say(planned(1), said("done", "gil", stopping()), end(1));
        JsonNode json = sweep("--brief", "--backend=gil", "--json=-").ended(0, "kept").json();
        assertThat(detectors.order()).startsWith("sweep-brief", "models=gil", "tests=^(.*)\\.");
        assertThat(json.get("schema").asString()).isEqualTo("alloclab.sweep/1");
        JsonNode sweep = json.get("sweeps").get(0);
        assertThat(sweep.propertyNames())
                .containsExactly(
                        "name",
                        "backend",
                        "workload",
                        "verdict",
                        "points",
                        "survived",
                        "stopped",
                        "leaks",
                        "damaged",
                        "stopping",
                        "missed",
                        "broken",
                        "seconds");
        assertThat(sweep.get("stopping")).hasSize(2);
        assertThat(json.get("steps").get(0).get("never").get(0).asString()).isEqualTo("b");
    }

    @Test
    void aBrokenPromiseEndsWith10WhateverElseGoesWrong() throws IOException {
        String broken = ",\"summary\":\"broken\",\"evidence\":\"Pool.open#1: in two \\u0007hands\"";
        detectors.say(planned(3), said("found", "gil", broken), "!exit 1");
        Ran ran = sweep().ended(10, "violated");
        assertThat(ran.out())
                .contains("  broken\n", "in two \\u0007hands", "ended with exit code 1")
                .contains("1 of 3 sweeps recorded");
    }

    @Test
    void whatHangsEndsWith11() throws IOException {
        String hung = ",\"hung\":true,\"summary\":\"hung\",\"evidence\":\"others never end\"";
        detectors.say(planned(1), said("found", "lockfree", hung), end(1));
        assertThat(sweep().ended(11, "hung").out()).contains("  hung\n", "others never end");
    }

    @Test
    void aStepThatWasNotReachedEndsWith15() throws IOException {
        String missed = ",\"missed\":[\"%s\"]".formatted(STEP.formatted(1, 80));
        detectors.say(planned(1), said("done", "gil", missed), end(1));
        assertThat(sweep().ended(15, "incomplete").out())
                .contains("  missed\n", "not reached: Pool.carve#1");
        detectors.say(planned(2), said("done", "gil", ""), end(1));
        sweep().ended(15, "incomplete");
    }

    @Test
    void badArguments() throws IOException {
        sweep("freze").refused(2, "freze", "did you mean freeze?");
        sweep("--backend=lock").refused(2, "--backend", "did you mean lockfree?");
        assertThat(detectors.order()).isEmpty();
        detectors.say(planned(0), end(0));
        sweep().refused(3, "stress/target");
        Files.delete(detectors.target().resolve("stress-0.jar"));
        sweep().refused(4, "stress.jar", "does not exist", "mvn package");
    }

    @Test
    void theRealOneSaysWhatTheFakeOneSays() {
        System.clearProperty(HOME);
        Path target = ProjectLayout.find().folder().resolve("stress/target");
        assumeTrue(Files.exists(target.resolve("lib")), "no " + target);
        Ran ran = sweep("limit", "--backend=both").ended(0, "kept");
        assertThat(ran.out())
                .containsPattern("limit +gil +own +[1-9][0-9]* .* kept\n")
                .containsPattern("limit +lockfree +dead +[1-9][0-9]* .* kept\n");
    }
}
