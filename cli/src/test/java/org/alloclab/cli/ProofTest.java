package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.session.ProjectLayout;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real detectors on the real code. First they are seen to fail, on known races; only then does
 * it mean something that they pass. They must have been built: the whole of {@code mvn verify} does
 * so before this.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProofTest {
    private static final List<String> CANARIES =
            List.of("bitmap-check-then-act", "wake-up-two-steps", "gil-free-without-lock");
    private static final int LEAST_TESTS = 30;
    private static final int LEAST_SCENARIOS = 50;

    private static boolean canariesDied;

    @TempDir private Path folder;

    @Test
    @Order(1)
    void canariesDie() throws IOException {
        Path mutants = Files.createDirectory(folder.resolve("mutants"));
        for (String canary : CANARIES) {
            Path race = ProjectLayout.find().folder().resolve("stress/races").resolve(canary);
            Path copy = Files.createDirectory(mutants.resolve(canary));
            Files.copy(race.resolve("race.md"), copy.resolve("race.md"));
            Files.copy(race.resolve("mutant.patch"), copy.resolve("mutant.patch"));
        }
        Path out = folder.resolve("out");
        Ran ran = Ran.with("selftest", "--mutants", mutants, "--out", out, "--json=-");
        JsonNode json = ran.ended(0, "kept").json();
        assertThat(json.get("killed").asInt()).isEqualTo(CANARIES.size());
        canariesDied = true;
    }

    @Test
    @Order(2)
    void noForbiddenOutcomeInAnyJcstressTest() {
        assertThat(canariesDied).as("a canary lives: nothing would be proven").isTrue();
        Path out = folder.resolve("stress");
        JsonNode json =
                Ran.with("stress", "--budget=75s", "--out", out, "--json=-")
                        .ended(0, "kept")
                        .json();
        assertThat(json.get("tests").size()).isGreaterThanOrEqualTo(LEAST_TESTS);
        assertThat(json.get("recorded").asInt()).isEqualTo(json.get("planned").asInt());
        assertThat(json.get("tests"))
                .allSatisfy(test -> assertThat(test.get("samples").asLong()).isPositive());
    }

    @Test
    @Order(3)
    void noScenarioFailsInAnyInterleaving() {
        assertThat(canariesDied).as("a canary lives: nothing would be proven").isTrue();
        JsonNode json = Ran.with("check", "--budget=45s", "--json=-").ended(0, "kept").json();
        assertThat(json.get("planned").asInt()).isGreaterThanOrEqualTo(LEAST_SCENARIOS);
        assertThat(json.get("recorded").asInt()).isEqualTo(json.get("planned").asInt());
        assertThat(json.get("scenarios"))
                .allSatisfy(scenario ->
                        assertThat(scenario.get("interleavings").asLong()).isPositive());
    }
}
