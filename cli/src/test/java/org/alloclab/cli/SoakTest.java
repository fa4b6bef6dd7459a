package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.HeapLayout;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorOrder.Traffic;
import org.alloclab.stress.protocol.FakeDetectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The verb soak from end to end, with a detector that says what it is told to. */
class SoakTest {
    private static final String HOME = "alloclab.home";
    private static final DetectorEvent PLANNED =
            new Planned(2, new Details.SoakPlan(List.of("detach", "reap")));
    private static final DetectorEvent STARTED = new Started("mixed, 50 %");

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

    private static Details phase(long reaped, boolean hung) {
        Map<String, Long> reached = Map.of("detach", 7L, "reap", reaped, "arenas_refused", 4L);
        return new Details.Phase(1500, 3_000_000, hung, reached, List.of("x: not promised"));
    }

    private static Done done(long reaped) {
        return new Done("mixed, 50 %", phase(reaped, false));
    }

    private static Found found(String summary, boolean hung) {
        String evidence = "thread: seat 3\nat <x>\007";
        return new Found("mixed, 50 %", summary, evidence, phase(0, hung));
    }

    private static End end(int recorded) {
        return new End(recorded);
    }

    private Ran soak(Object... more) {
        return Ran.with(
                Stream.concat(
                                Stream.of("soak", "--seed=1", "--out", folder.resolve("out")),
                                Stream.of(more))
                        .toArray());
    }

    private JsonNode saved() {
        return new JsonMapper().readTree(folder.resolve("out/soak.json"));
    }

    @Test
    void allKept() throws IOException {
        detectors.say(PLANNED, STARTED, done(0), done(12), end(2));
        Ran ran = soak("--budget=9s", "--threads=4", "--layout=modern").ended(0, "kept");
        assertThat(ran.out())
                .startsWith("alloclab ")
                .contains("soak of lockfree: 4 threads, 9 s", "modern layout")
                .containsPattern("mixed +2 +6,000,000 +3\\.0\n")
                .containsPattern("detach +7")
                .contains("6,000,000 operations in 3.0 s, 0 violations (p < 3/n = 5.0e-07)")
                .contains("every rare path was taken");
        assertThat(ran.out().lines().skip(4)).allMatch(line -> line.length() <= 80, ran.out());
        DetectorOrder order = detectors.order().orElseThrow();
        assertThat(order.detector()).isEqualTo("soak");
        assertThat(order.backends()).containsExactly("lockfree");
        assertThat(order.budget()).isEqualTo(Duration.ofSeconds(9));
        assertThat(order.seed()).isEqualTo(1);
        assertThat(order.traffic()).isEqualTo(new Traffic(HeapLayout.MODERN, 4, null, false));
        JsonNode json = saved();
        assertThat(json.get("schema").asString()).isEqualTo("alloclab.soak/1");
        assertThat(json.get("operations").asLong()).isEqualTo(6_000_000);
        assertThat(json.get("threads").asInt()).isEqualTo(4);
        assertThat(json.get("seconds").asDouble()).isEqualTo(3.0);
        assertThat(json.get("violations").asInt()).isZero();
        assertThat(json.get("faultsInjected").asInt()).isEqualTo(4);
        assertThat(json.get("reached").get("reap").asInt()).isEqualTo(12);
        assertThat(json.get("missed")).isEmpty();
        assertThat(json.get("bound").asDouble()).isEqualTo(5e-7);
        assertThat(json.get("phases")).hasSize(2);
        assertThat(ran.out()).contains("left out: x: not promised\n");
        assertThat(json.get("leftOut")).hasSize(1);
    }

    @Test
    void aRunThatMissedAPathIsVoidAndEndsWith15() throws IOException {
        detectors.say(PLANNED, done(0), done(0), end(2));
        Ran ran = soak().ended(15, "void");
        assertThat(ran.out()).contains("void: paths never taken: reap (");
        assertThat(saved().get("missed").get(0).asString()).isEqualTo("reap");
    }

    @Test
    void aViolationIsShownAndEndsWith10() throws IOException {
        detectors.say(PLANNED, found("block 0x10 was handed out twice", false), end(1));
        Ran ran = soak("--backend=gil").ended(10, "violated");
        assertThat(detectors.order().orElseThrow().backends()).containsExactly("gil");
        assertThat(ran.out())
                .contains("block 0x10 was handed out twice", "thread: seat 3\nat <x>\\u0007")
                .contains("3,000,000 operations in 1.5 s, 1 violation\n")
                .doesNotContain("p <", "every rare path");
        assertThat(saved().get("violations").asInt()).isEqualTo(1);
        assertThat(saved().get("bound").isNull()).isTrue();
        assertThat(saved().get("findings").get(0).get("evidence").asString()).contains("seat 3");
    }

    @Test
    void aHangEndsWith11AndTheDumpOfThreads() throws IOException {
        detectors.say(PLANNED, found("hung: seat 3 did nothing for 10000 ms", true), end(1));
        Ran ran = soak().ended(11, "hung");
        assertThat(ran.out()).contains("hung: seat 3", "thread: seat 3", ", 0 violations\n");
    }

    @Test
    void aCrashIsAViolation() throws IOException {
        detectors.say(PLANNED, STARTED, done(1), "!exit 134");
        Ran ran = soak().ended(10, "violated");
        assertThat(ran.out()).contains("the JVM ended with exit code 134 (signal 6)", "soak.log");
        assertThat(saved().get("violations").asInt()).isEqualTo(1);
    }

    @Test
    void aDetectorThatFailsIsABugOfOurs() throws IOException {
        detectors.say(PLANNED, done(1), "!exit 1");
        soak().ended(1, "failed");
    }

    @Test
    void lessThanPlannedEndsWith15() throws IOException {
        detectors.say(PLANNED, done(1), end(1));
        assertThat(soak().ended(15, "incomplete").out()).contains("only 1 of 2 phases");
    }

    @Test
    void churnIsAnOrderOfItsOwn() throws IOException {
        detectors.say(PLANNED, done(1), done(1), end(2));
        Ran ran = soak("--churn", "--freed-by-others=50", "--virtual").ended(0, "kept");
        assertThat(ran.out()).contains("100,000 threads in turn");
        DetectorOrder order = detectors.order().orElseThrow();
        assertThat(order.detector()).isEqualTo("churn");
        assertThat(order.traffic()).isEqualTo(new Traffic(HeapLayout.CLASSIC, 100_000, 50, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--threads=0", "--threads=51", "--threads=2,4"})
    void badThreads(String flag) throws IOException {
        soak(flag).refused(2, "--threads", "expected:");
        assertThat(detectors.order()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "half", "010"})
    void badShares(String share) {
        soak("--freed-by-others=" + share)
                .refused(2, "--freed-by-others \"" + share + "\"", "0 to 100");
    }

    @Test
    void anyAllocatorOfTheClassPathIsOrdered() throws IOException {
        detectors.say(PLANNED, done(1), done(1), end(2));
        Ran ran = soak("--backends", "netty-adaptive").ended(0, "kept");
        assertThat(ran.out()).contains("soak of netty-adaptive: ");
        assertThat(detectors.order().orElseThrow().backends()).containsExactly("netty-adaptive");
    }

    @Test
    void badBackends() throws IOException {
        soak("--backend=lokfree").refused(2, "\"lokfree\"", "did you mean lockfree?");
        soak("--backend=gil,lockfree").refused(2, "gil,lockfree", "one name");
        soak("--class-path=" + folder.resolve("no.jar")).refused(4, "no.jar", "does not exist");
        assertThat(detectors.order()).isEmpty();
    }

    @Test
    void theRealOneSaysWhatTheFakeOneSays() {
        System.clearProperty(HOME);
        assumeTrue(
                Files.exists(ProjectLayout.find().folder().resolve("stress/target/lib")),
                "not built yet");
        Ran ran = soak("--budget=2s", "--threads=4", "--quiet");
        assertThat(ran.exitCode()).as(ran.out()).isIn(0, 15); // so short a run may be void
        assertThat(saved().get("problem").isNull()).isTrue();
        assertThat(saved().get("violations").asInt()).isZero();
        assertThat(saved().get("operations").asLong()).isPositive();
        assertThat(saved().get("reached").get("claim").asLong()).isPositive();
    }
}
