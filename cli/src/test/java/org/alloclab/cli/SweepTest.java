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
import org.alloclab.stress.protocol.SweepResults.SweepResult;
import org.alloclab.stress.protocol.SweepResults.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static Planned planned(int items) {
        return new Planned(items, null);
    }

    private static Details.Sweep details(
            String backend,
            Verdict verdict,
            List<String> stopping,
            List<String> missed,
            String broken) {
        List<String> all = broken.isEmpty() ? List.of() : List.of(broken);
        SweepResult result =
                new SweepResult(
                        "freeze", backend, "own", verdict, 1200, 1100, 100, 0, 0, stopping, missed,
                        all, 1.5);
        boolean stops = !stopping.isEmpty();
        return new Details.Sweep(
                result, stops ? List.of("a") : List.of(), stops ? List.of("a", "b") : List.of());
    }

    private static Done kept(String backend) {
        return new Done(
                "freeze." + backend, details(backend, Verdict.KEPT, List.of(), List.of(), ""));
    }

    private static Done stopping() {
        List<String> steps = List.of(STEP.formatted(1, 80), STEP.formatted(2, 82));
        return new Done("freeze.gil", details("gil", Verdict.KEPT, steps, List.of(), ""));
    }

    private static Found found(Verdict verdict, String what) {
        Details details = details("gil", verdict, List.of(), List.of(), what);
        return new Found("freeze.gil", "broken", what, details);
    }

    private static Ran sweep(Object... more) {
        return Ran.with(Stream.concat(Stream.of("sweep", "--seed=1"), Stream.of(more)).toArray());
    }

    @Test
    void allAsPromised() throws IOException {
        detectors.say(planned(2), stopping(), kept("lockfree"), new End(2));
        Ran ran = sweep("freeze", "arena").ended(0, "kept");
        assertThat(ran.out())
                .containsPattern("freeze +gil +own +1,200 +1,100 +100 +0 +1.5  kept\n")
                .contains("freeze, gil: steps that stop the others")
                .contains("  Pool.carve (2 steps, lines 80-82)")
                .contains("gil: frozen at 1 of 2 steps; no workload comes to the others\n  b\n")
                .contains("2 of 2 sweeps recorded, 2,400 points");
        assertThat(ran.out().lines().skip(4)).allMatch(line -> line.length() <= 80, ran.out());
        DetectorOrder order = detectors.order().orElseThrow();
        assertThat(order.detector()).isEqualTo("sweep");
        assertThat(order.backends()).containsExactly("gil", "lockfree");
        assertThat(order.tests()).isEqualTo("^(freeze|arena)\\.");
        assertThat(order.seed()).isEqualTo(1);
        assertThat(order.stopAtFirst()).isFalse();
    }

    @Test
    void theDocumentHasItAll() throws IOException {
        detectors.say(planned(1), stopping(), new End(1));
        JsonNode json = sweep("--brief", "--backend=gil", "--json=-").ended(0, "kept").json();
        DetectorOrder order = detectors.order().orElseThrow();
        assertThat(order.brief()).isTrue();
        assertThat(order.backends()).containsExactly("gil");
        assertThat(order.tests()).isEqualTo("^(.*)\\.");
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
        detectors.say(
                planned(3), found(Verdict.BROKEN, "Pool.open#1: in two \007hands"), "!exit 1");
        Ran ran = sweep().ended(10, "violated");
        assertThat(ran.out())
                .contains("  broken\n", "in two \\u0007hands", "ended with exit code 1")
                .contains("1 of 3 sweeps recorded");
    }

    @Test
    void whatHangsEndsWith11() throws IOException {
        detectors.say(planned(1), found(Verdict.HUNG, "others never end"), new End(1));
        assertThat(sweep().ended(11, "hung").out()).contains("  hung\n", "others never end");
    }

    @Test
    void aStepThatWasNotReachedEndsWith15() throws IOException {
        List<String> missed = List.of(STEP.formatted(1, 80));
        Details details = details("gil", Verdict.MISSED, List.of(), missed, "");
        detectors.say(planned(1), new Done("freeze.gil", details), new End(1));
        assertThat(sweep().ended(15, "incomplete").out())
                .contains("  missed\n", "not reached: Pool.carve#1");
        detectors.say(planned(2), kept("gil"), new End(1));
        sweep().ended(15, "incomplete");
    }

    @Test
    void badArguments() throws IOException {
        sweep("freze").refused(2, "freze", "did you mean freeze?");
        sweep("--backend=lock").refused(2, "--backend", "did you mean lockfree?");
        sweep("--backend=glibc").refused(2, "\"glibc\"", "gil or lockfree", "has tests for");
        assertThat(detectors.order()).isEmpty();
        detectors.say(planned(0), new End(0));
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
