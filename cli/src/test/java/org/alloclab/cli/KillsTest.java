package org.alloclab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.alloclab.cli.KilledRun.End;
import org.alloclab.report.SampleResults;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.FakeDetectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The program is ended at random moments, in every way: what it leaves is no result or a whole one,
 * a partial one says so, and nobody it started lives on. {@code -Dalloclab.kills=N} says how often,
 * {@code -Dalloclab.seed=N} repeats the moments.
 */
@Timeout(3600)
class KillsTest {
    private static final int KILLS = Integer.getInteger("alloclab.kills", 6);

    /** What is ended. {@code FOLDER} is one of its own, {@code SAVED} a document. */
    private static final List<String> COMMANDS =
            List.of(
                    "run --traces json_docs --threads 1 --budget 300ms --json FOLDER/run.json",
                    "replay builtin:json_docs --threads 1,2 --json FOLDER/replay.json",
                    "bench --workloads larson --backends lockfree,gil --out FOLDER/bench"
                            + " --json FOLDER/bench.json",
                    "stress --out FOLDER/stress --json FOLDER/stress.json"
                            + " --junit FOLDER/stress.xml",
                    "report SAVED --out FOLDER/page.html --json FOLDER/report.json");

    private static final List<End> ENDS =
            List.of(End.KILL, End.CTRL_C, End.HALT, End.TERMINATE, End.READER_LEAVES);

    @TempDir private Path temporary;
    private final Map<String, Long> nanos = new HashMap<>(); // that a command takes
    private final Map<String, Integer> left = new TreeMap<>();
    private Path home;
    private int runs;

    private void prepare() throws IOException {
        home = FakeHome.in(temporary.resolve("home")).folder();
        int forks = 1000;
        List<DetectorEvent> events = new ArrayList<>();
        events.add(FakeDetectors.planned(forks, "a.B"));
        events.addAll(Collections.nCopies(forks, FakeDetectors.passed("a.B")));
        events.add(new DetectorEvent.End(forks));
        FakeDetectors.in(home.resolve("stress/target")).say(events.toArray());
        SampleResults.saved(SampleResults.bench(1, 2), temporary.resolve("saved.json"));
    }

    private void run(String command, End end, long moment) throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("run-" + runs++));
        String typed =
                command.replace("FOLDER", folder.toString())
                        .replace("SAVED", temporary.resolve("saved.json").toString());
        long start = System.nanoTime();
        KilledRun run = new KilledRun(folder, home, List.of(typed.split(" ")), end, moment);
        try {
            run.end(moment);
            nanos.putIfAbsent(command, System.nanoTime() - start);
            left.merge(end + ": " + run.check(), 1, Integer::sum);
        } catch (Exception | Error e) {
            throw new AssertionError("%s after %,d ns: %s".formatted(end, moment, typed), e);
        } finally {
            run.close();
        }
    }

    /** Any moment, and every other time one of the last, when results are written. */
    private static long moment(Random random, long whole) {
        double share = random.nextBoolean() ? random.nextDouble() : 1 - 0.2 * random.nextDouble();
        return (long) (share * whole);
    }

    @Test
    void whatIsLeftIsNothingOrWholeOrSaysThatItIsNot() throws Exception {
        long seed = Long.getLong("alloclab.seed", System.nanoTime());
        System.out.println("kills: repeat with -Dtest.args=-Dalloclab.seed=" + seed);
        Random random = new Random(seed);
        prepare();
        for (String command : COMMANDS) {
            run(command, End.NOT, Duration.ofHours(1).toNanos());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            // Every command meets every end, in rounds.
            String command = COMMANDS.get(kill % COMMANDS.size());
            End end = ENDS.get((kill + kill / COMMANDS.size()) % ENDS.size());
            run(command, end, moment(random, nanos.get(command)));
        }
        System.out.println("kills: " + KILLS + ", what was left: " + left);
        System.out.println("kills: undisturbed " + nanos);
    }

    /** The real JCStress, where it is built. */
    @Test
    void forksDoNotOutliveAProgramThatIsKilled() throws Exception {
        Path built = Path.of("..").toRealPath();
        assumeTrue(Files.isDirectory(built.resolve("stress/target/lib")), "stress is not built");
        killWhileForksRun(
                new Program(temporary, built, List.of())
                        .builder("stress", "--tests=PoolWord", "--out", temporary + "/results"),
                3);
    }

    /** The real JMH: its forks notice at the end of an iteration. */
    @Test
    void forksOfBenchmarksDoNotOutliveAProgramThatIsKilled() throws Exception {
        ProcessBuilder builder =
                new Program(temporary, temporary, List.of("-Djmh.ignoreLock=true"))
                        .builder(
                                "bench",
                                "--workloads=pair",
                                "--budget=1m",
                                "--out",
                                temporary + "/results");
        builder.command()
                .replaceAll(word ->
                        word.equals(InventedForks.class.getName()) ? Main.class.getName() : word);
        killWhileForksRun(builder, 2);
    }

    private static void killWhileForksRun(ProcessBuilder builder, int processes) throws Exception {
        assumeTrue(Marked.works(), "no /proc");
        Marked marked = Marked.with(builder);
        Process process = builder.start();
        try {
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> marked.processes().size() >= processes || !process.isAlive());
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(60)).until(() -> marked.processes().isEmpty());
        } finally {
            marked.processes().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
