package org.alloclab.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.stress.protocol.Details;
import org.alloclab.stress.protocol.DetectorEvent.Done;
import org.alloclab.stress.protocol.DetectorEvent.End;
import org.alloclab.stress.protocol.DetectorEvent.Found;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.StressResults.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** JCStress on tests planted to fail in each way in which a test can. */
class StressDetectorTest {
    @TempDir private static Path shared;
    private static Planted planted;

    @TempDir private Path out;

    @BeforeAll
    static void plant() throws IOException {
        planted = Planted.in(shared.resolve("classes"));
    }

    private Planted.Ran stress(String tests, int millis) throws Exception {
        return stress(tests, millis, 1, false);
    }

    private Planted.Ran stress(String tests, int millis, long seed, boolean first)
            throws Exception {
        return planted.stress(order(List.of("gil", "lockfree"), tests, millis, seed, first), out);
    }

    private static DetectorOrder order(
            List<String> backends, String tests, int millis, long seed, boolean first) {
        Duration budget = Duration.ofMillis(millis);
        return new DetectorOrder("stress", backends, tests, budget, seed, first, budget);
    }

    private static Details.Fork fork(Recorded item) {
        return (Details.Fork) item.details();
    }

    @Test
    void aRaceIsFoundWithItsTable() throws Exception {
        Planted.Ran ran = stress("Racy", 20_000, 1, true);
        assertThat(ran.exitCode()).as(ran.log()).isEqualTo(10);
        Found found = ran.all(Found.class).getFirst();
        assertThat(found.summary()).startsWith("forbidden outcome 1: an update is lost (");
        assertThat(found.evidence())
                .matches("(?s) *RESULT +SAMPLES +FREQ +EXPECT +DESCRIPTION\n.*Forbidden.*");
        assertThat(fork(found).verdict()).isEqualTo(Verdict.FORBIDDEN);
        assertThat(fork(found).outcomes().getFirst().expect()).isEqualTo("Forbidden");
        assertThat(ran.planned()).isGreaterThan(1);
        assertThat(ran.all(End.class).getFirst().recorded()).isLessThan(4);
    }

    @Test
    void allThatIsPlannedIsRecordedAndKept() throws Exception {
        Planted.Ran ran = stress("Fine|ThreeActors", 9_000);
        assertThat(ran.exitCode()).as(ran.log()).isZero();
        List<Done> done = ran.all(Done.class);
        assertThat(ran.planned()).isBetween(2, 8).isEqualTo(done.size());
        assertThat(ran.all(End.class).getFirst().recorded()).isEqualTo(ran.planned());
        assertThat(done)
                .allSatisfy(item -> assertThat(fork(item).samples()).isPositive())
                .anyMatch(item -> fork(item).test().endsWith("ThreeActors"))
                .anyMatch(item -> fork(item).test().endsWith("Fine"));
        assertThat(out.resolve("results.bin.gz")).isNotEmptyFile();
        assertThat(out.resolve("html/index.html")).content().contains("Fine", "ThreeActors");
    }

    @Test
    void aTestThatThrowsAndAForkThatDiesAreFindings() throws Exception {
        Planted.Ran ran = stress("Throwing|Dying", 5_000);
        assertThat(ran.exitCode()).as(ran.log()).isEqualTo(10);
        assertThat(ran.all(Found.class)).hasSize(ran.planned());
        assertThat(ran.all(Found.class).stream().map(Found::summary))
                .anyMatch(text -> text.contains("ERROR") && text.contains("thrown"))
                .anyMatch(text -> text.equals("VM ERROR: Failed with error code 3"));
        assertThat(ran.all(Found.class)).allMatch(found -> fork(found).verdict() == Verdict.ERROR);
    }

    @Test
    void aForkThatHangsIsEndedAndSaysWhereItHung() throws Exception {
        Planted.Ran ran = stress("Hanging", 2_500, 1, true);
        assertThat(ran.exitCode()).as(ran.log()).isEqualTo(10);
        Found found = ran.all(Found.class).getFirst();
        assertThat(found.summary()).isEqualTo("hung, and was ended");
        assertThat(fork(found).verdict()).isEqualTo(Verdict.HUNG);
        assertThat(found.evidence()).contains("org.alloclab.lockfree.Hanging.");
    }

    @Test
    void packagesAndNamesChoose() throws Exception {
        Planted.Ran none = stress("NoSuchTest", 5_000);
        assertThat(none.exitCode()).isZero();
        assertThat(none.planned()).isZero();
        assertThat(none.plan().known()).hasSize(6);
        DetectorOrder otherModel = order(List.of("gil"), "Fine", 5_000, 1, false);
        assertThat(planted.stress(otherModel, out).planned()).isZero();
    }

    @Test
    void aBudgetThatIsTooShortPlansNothingUnlessOneFindingIsEnough() throws Exception {
        Planted.Ran ran = stress("Fine|Racy|ThreeActors", 2_400);
        assertThat(ran.planned()).isZero();
        assertThat(ran.plan().chosen()).hasSize(3);
        assertThat(ran.plan().leastMillis()).isGreaterThan(2_400);
        Planted.Ran some = stress("Fine|ThreeActors", 2_400, 1, true);
        assertThat(some.planned()).isEqualTo(1);
        assertThat(some.all(Done.class)).hasSize(1);
    }

    @Test
    void theSeedChoosesOrderAndCompilersChoices() throws Exception {
        List<Started> started = started(1);
        assertThat(started).hasSize(2).isEqualTo(started(1));
        assertThat(started).isNotEqualTo(started(2));
    }

    private List<Started> started(long seed) throws Exception {
        return stress("Fine|ThreeActors", 3_500, seed, false).all(Started.class);
    }

    @Test
    void withoutAListThereAreNoTests() throws Exception {
        Path empty = shared.resolve("empty/META-INF/TestList");
        Files.createDirectories(empty.getParent());
        Files.writeString(empty, "");
        Planted.Ran ran =
                new Planted(shared.resolve("empty"))
                        .stress(order(List.of("gil"), "", 5_000, 1, false), out);
        assertThat(ran.plan().known()).isEmpty();
        assertThat(ran.planned()).isZero();
    }

    @Test
    void aFullDiskIsNoSuccess() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no " + full);
        Files.createSymbolicLink(out.resolve("results.bin.gz"), full);
        Planted.Ran ran = stress("Fine", 2_500);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.all(End.class)).isEmpty();
        assertThat(ran.all(Done.class)).isNotEmpty();
        assertThat(ran.log()).contains("results.bin.gz holds 0 of 1 results");
    }
}
