package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.FakeDetectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code alloclab doctor --configurations}, with detectors that find what they are told to. */
@Timeout(600)
class ConfigurationsTest {
    private static final String HOME = "alloclab.home";
    private static final DetectorEvent PLANNED = new Planned(1, null);
    private static final DetectorEvent DONE =
            new Done("a", new Details.Phase(9, 1000, false, Map.of(), List.of()));
    private static final DetectorEvent END = new End(1);

    @TempDir private Path folder;
    private FakeDetectors detectors;

    @BeforeEach
    void prepare() throws IOException {
        detectors = FakeDetectors.in(folder.resolve("stress/target"));
        System.setProperty(HOME, folder.toString());
    }

    @AfterEach
    void cleanUp() {
        System.clearProperty(HOME);
    }

    private static Ran doctor(String... more) {
        Object[] arguments = new Object[4 + more.length];
        arguments[0] = "doctor";
        arguments[1] = "--configurations";
        arguments[2] = "--budget";
        arguments[3] = "10m";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Ran.with(arguments);
    }

    @Test
    void anyTwoChoicesMeet() throws IOException {
        detectors.say(PLANNED, DONE, END);
        JsonNode json = doctor("--json", "-").ended(0, "kept").json();
        Set<String> pairs = new HashSet<>();
        for (JsonNode one : json.get("configurations")) {
            assertThat(one.get("verdict").asString()).isEqualTo("kept");
            assertThat(one.get("testsPassed").asInt()).isEqualTo(1);
            assertThat(one.get("operations").asLong()).isEqualTo(1000);
            List<String> choices =
                    one.get("choices").properties().stream()
                            .map(choice -> choice.getKey() + " " + choice.getValue().asString())
                            .toList();
            choices.forEach(a -> choices.forEach(b -> pairs.add(a + ", " + b)));
        }
        assertThat(json.get("configurations").size()).isEqualTo(json.get("planned").asInt());
        assertThat(pairs)
                .contains("backend gil, collector serial", "compiler none, headers compact")
                .contains("compiler c1, heap 128MiB", "cpus one, collector serial");
        assumeTrue(!json.get("missing").toString().contains("addresses"), "no ulimit -v here");
        assertThat(pairs).contains("addresses 1GiB, backend gil", "addresses 200GiB, backend gil");
    }

    @Test
    void aLineForEach() throws IOException {
        detectors.say(PLANNED, DONE, END);
        Ran ran = doctor("--most", "2", "--seed", "7").ended(0, "kept");
        assertThat(ran.out()).contains("2 of 2 configurations kept their promises");
        assertThat(ran.out().lines().filter(line -> line.startsWith("kept "))).hasSize(2);
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatIsFoundIsSaidAndNoSuccess() throws IOException {
        detectors.say(PLANNED, new Found("a.B", "two own it\033[2J", "", null), END);
        Ran ran = doctor("--most", "1").ended(10, "violated");
        assertThat(ran.out()).contains("violated", "  a.B: two own it\\u001b[2J");
        detectors.say(PLANNED, "!log SIGSEGV (0xb) at pc=0x0", "!exit 134");
        ran = doctor("--most", "1").ended(10, "violated");
        assertThat(ran.out()).contains("died", "exit code 134 (signal 6): SIGSEGV (0xb)");
    }

    @Test
    void whatIsNotRunIsNoSuccess() throws IOException {
        detectors.say(PLANNED, new Done("a", Details.Test.skipped("the time is up")), END);
        assertThat(doctor("--most", "1").ended(15, "incomplete").out()).contains("cut short");
        detectors.say(new Planned(0, null), new End(0));
        doctor("--most", "1").ended(15, "incomplete");
        Ran.with("doctor", "--configurations", "--most", "0").refused(2, "--most 0");
    }

    /** The real detectors, where they are built. */
    @Test
    void bothAllocatorsKeepTheirPromises() throws IOException {
        Path built = Path.of("..").toRealPath();
        assumeTrue(Files.isDirectory(built.resolve("stress/target/lib")), "stress is not built");
        System.setProperty(HOME, built.toString());
        String[] arguments = {
            "doctor",
            "--configurations",
            "--most",
            "2",
            "--budget",
            "8s",
            "--seed",
            "3",
            "--json",
            "-"
        };
        Ran ran = Ran.with((Object[]) arguments);
        assertThat(ran.exitCode()).as("%s%s", ran.out(), ran.err()).isIn(0, 15);
        for (JsonNode one : ran.json().get("configurations")) {
            assertThat(one.get("verdict").asString()).isIn("kept", "cut short");
            assertThat(one.get("operations").asLong()).isPositive();
        }
    }
}
