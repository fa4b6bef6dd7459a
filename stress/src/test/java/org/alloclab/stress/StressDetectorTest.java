package org.alloclab.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** JCStress on tests planted to fail in each way in which a test can. */
class StressDetectorTest {
    @TempDir private static Path shared;
    private static Planted planted;

    @TempDir private Path out;

    @BeforeAll
    static void plant() throws IOException {
        planted = Planted.in(shared.resolve("classes"));
    }

    private Planted.Ran stress(String tests, int millis, String... more) throws Exception {
        return planted.stress(
                Stream.concat(
                                Stream.of("tests=" + tests, "millis=" + millis, "out=" + out),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void aRaceIsFoundWithItsTable() throws Exception {
        Planted.Ran ran = stress("Racy", 20_000, "first=true");
        assertThat(ran.exitCode()).as(ran.log()).isEqualTo(10);
        JsonNode found = ran.all("found").getFirst();
        assertThat(found.get("summary").asString())
                .startsWith("forbidden outcome 1: an update is lost (");
        assertThat(found.get("evidence").asString())
                .matches("(?s) *RESULT +SAMPLES +FREQ +EXPECT +DESCRIPTION\n.*Forbidden.*");
        assertThat(found.get("outcomes").get(0).get("expect").asString()).isEqualTo("Forbidden");
        assertThat(ran.all("planned").getFirst().get("items").asInt()).isGreaterThan(1);
        assertThat(ran.all("end").getFirst().get("recorded").asInt()).isLessThan(4);
    }

    @Test
    void allThatIsPlannedIsRecordedAndKept() throws Exception {
        Planted.Ran ran = stress("Fine|ThreeActors", 9_000);
        assertThat(ran.exitCode()).as(ran.log()).isZero();
        int planned = ran.all("planned").getFirst().get("items").asInt();
        assertThat(planned).isBetween(2, 8).isEqualTo(ran.all("done").size());
        assertThat(ran.all("end").getFirst().get("recorded").asInt()).isEqualTo(planned);
        assertThat(ran.all("done"))
                .allSatisfy(done -> assertThat(done.get("samples").asLong()).isPositive())
                .anyMatch(done -> done.get("test").asString().endsWith("ThreeActors"))
                .anyMatch(done -> done.get("test").asString().endsWith("Fine"));
        assertThat(out.resolve("results.bin.gz")).isNotEmptyFile();
        assertThat(out.resolve("html/index.html")).content().contains("Fine", "ThreeActors");
    }

    @Test
    void aTestThatThrowsAndAForkThatDiesAreFindings() throws Exception {
        Planted.Ran ran = stress("Throwing|Dying", 5_000);
        assertThat(ran.exitCode()).as(ran.log()).isEqualTo(10);
        assertThat(ran.all("found")).hasSize(ran.all("planned").getFirst().get("items").asInt());
        assertThat(ran.all("found").stream().map(found -> found.get("summary").asString()))
                .anyMatch(text -> text.contains("ERROR") && text.contains("thrown"))
                .anyMatch(text -> text.equals("VM ERROR: Failed with error code 3"));
        assertThat(ran.all("found")).noneMatch(found -> found.get("hung").asBoolean());
    }

    @Test
    void aForkThatHangsIsEndedAndSaysWhereItHung() throws Exception {
        Planted.Ran ran = stress("Hanging", 2_500, "first=true");
        assertThat(ran.exitCode()).as(ran.log()).isEqualTo(10);
        JsonNode found = ran.all("found").getFirst();
        assertThat(found.get("summary").asString()).isEqualTo("hung, and was ended");
        assertThat(found.get("hung").asBoolean()).isTrue();
        assertThat(found.get("evidence").asString()).contains("org.alloclab.lockfree.Hanging.");
    }

    @Test
    void packagesAndNamesChoose() throws Exception {
        Planted.Ran none = stress("NoSuchTest", 5_000);
        assertThat(none.exitCode()).isZero();
        assertThat(none.all("planned").getFirst().get("items").asInt()).isZero();
        assertThat(none.all("planned").getFirst().get("known")).hasSize(6);
        Planted.Ran otherModel = stress("Fine", 5_000, "models=gil");
        assertThat(otherModel.all("planned").getFirst().get("items").asInt()).isZero();
    }

    @Test
    void aBudgetThatIsTooShortPlansNothingUnlessOneFindingIsEnough() throws Exception {
        Planted.Ran ran = stress("Fine|Racy|ThreeActors", 2_400);
        JsonNode planned = ran.all("planned").getFirst();
        assertThat(planned.get("items").asInt()).isZero();
        assertThat(planned.get("tests")).hasSize(3);
        assertThat(planned.get("leastMillis").asInt()).isGreaterThan(2_400);
        Planted.Ran some = stress("Fine|ThreeActors", 2_400, "first=true");
        assertThat(some.all("planned").getFirst().get("items").asInt()).isEqualTo(1);
        assertThat(some.all("done")).hasSize(1);
    }

    @Test
    void theSeedChoosesOrderAndCompilersChoices() throws Exception {
        List<String> names = started("seed=1");
        assertThat(names).hasSize(2).isEqualTo(started("seed=1"));
        assertThat(names).isNotEqualTo(started("seed=2"));
    }

    private List<String> started(String seed) throws Exception {
        return stress("Fine|ThreeActors", 3_500, seed).all("started").stream()
                .map(line -> line.get("name").asString())
                .toList();
    }

    @Test
    void withoutAListThereAreNoTests() throws Exception {
        Path empty = shared.resolve("empty/META-INF/TestList");
        Files.createDirectories(empty.getParent());
        Files.writeString(empty, "");
        Planted.Ran ran = new Planted(shared.resolve("empty")).stress("millis=5000");
        assertThat(ran.all("planned").getFirst().get("known")).isEmpty();
        assertThat(ran.all("planned").getFirst().get("items").asInt()).isZero();
    }

    @Test
    void aFullDiskIsNoSuccess() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no " + full);
        Files.createSymbolicLink(out.resolve("results.bin.gz"), full);
        Planted.Ran ran = stress("Fine", 2_500);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.all("end")).isEmpty();
        assertThat(ran.all("done")).isNotEmpty();
        assertThat(ran.log()).contains("results.bin.gz holds 0 of 1 results");
    }
}
