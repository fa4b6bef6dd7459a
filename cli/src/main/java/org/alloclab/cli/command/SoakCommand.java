package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.flags.LayoutFlag;
import org.alloclab.cli.flags.Percent;
import org.alloclab.cli.flags.ThreadCounts;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.stress.protocol.Detection;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;
import org.alloclab.stress.protocol.SoakResults;
import org.alloclab.stress.protocol.SoakResults.Finding;
import org.alloclab.stress.protocol.SoakTally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Random traffic under the eyes of a witness. */
@Command(
        name = "soak",
        description = {
            "Random traffic for a given time, watched by an independent witness.",
            "",
            "The witness shares no code with the allocator: it knows whose each 16 bytes",
            "of a heap are, what is written there, and how much there must be.",
            ""
        },
        footer = {
            "",
            "The traffic changes every second or two: who frees, how much, of which sizes,",
            "by which threads. In between all rest and all is counted, in three ways. A",
            "run that never took one of the rare paths is void, and ends with 15.",
            "",
            "Examples:",
            "  alloclab soak",
            "  alloclab soak --backend gil --threads 8 --budget 60s --json soak.json",
            "  alloclab soak --freed-by-others 100 --virtual --budget 10m",
            "  alloclab soak --churn"
        })
public final class SoakCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 50;
    private static final int CHURN = 100_000;

    /** The child itself ends what hangs, long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PATIENCE_WITH_CHURN = Duration.ofMinutes(15);

    @Option(
            names = {"--backend", "--backends"},
            paramLabel = "NAME",
            description = "gil or lockfree (default: lockfree).")
    private Backend backend = Backend.LOCKFREE;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = {
                "How many at once, 1 to " + MOST_THREADS + " (default: 8); of",
                "virtual ones there are four times as many."
            })
    private ThreadCounts threads = new ThreadCounts(List.of(8));

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "How long, as 90s, 10m, 2h (default: 60s).")
    private Duration budget = Duration.ofSeconds(60);

    @Option(
            names = "--freed-by-others",
            paramLabel = "PERCENT",
            description = {
                "How many blocks another thread frees",
                "(default: 0, 10, 50 and 100 in turn)."
            })
    private Percent freedByOthers;

    @Option(names = "--virtual", description = "Virtual threads only (default: in turn).")
    private boolean virtual;

    @Option(
            names = "--churn",
            description = {
                "Instead: 100,000 threads in turn, then 100,000 virtual",
                "ones at once, each of which leaves blocks behind."
            })
    private boolean churn;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to keep the results (default: new in target/soak).")
    private Path out;

    @Mixin private LayoutFlag layoutFlag;
    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public SoakCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (threads.counts().size() != 1 || threads.counts().getFirst() > MOST_THREADS) {
            throw Failure.badArguments(
                    "--threads %s (expected: one number from 1 to %d)"
                            .formatted(threads, MOST_THREADS));
        }
        try (Session session = Session.open("soak", invocation, flags)) {
            DetectorProgram program = ProjectLayout.find().detectors();
            DetectorFolder folder = DetectorFolder.open("soak", out);
            session.saveAlsoTo(folder.results());
            SoakTally tally = new SoakTally(threadsAtOnce(), folder.path().toString());
            session.showEnvironment(layout());
            session.out().println(title());
            session.out().println("results: " + DetectorFolder.shortest(folder.path()));
            session.out().flush();
            try (DetectorRun run = start(program, folder, session)) {
                session.saveWhenInterrupted(() -> partial(run, tally));
                SoakProgress progress =
                        new SoakProgress(tally, session.progress(), churn ? null : budget);
                Detection detection =
                        run.listen(event -> {
                            progress.show(event);
                            tally.add(event);
                        });
                session.goOn();
                session.progress().clear();
                return finish(detection, tally, folder, session);
            }
        }
    }

    private HeapLayout layout() {
        return layoutFlag.layout().orElse(HeapLayout.CLASSIC);
    }

    private int threadsAtOnce() {
        return churn ? CHURN : threads.counts().getFirst();
    }

    private String title() {
        return churn
                ? "soak of %s: %s threads in turn, then as many virtual ones at once"
                        .formatted(backend, Figures.count(CHURN))
                : "soak of %s: %s %sthreads, %s"
                        .formatted(
                                backend,
                                threads,
                                virtual ? "times 4 virtual " : "",
                                Progress.words(budget));
    }

    private DetectorRun start(DetectorProgram program, DetectorFolder folder, Session session) {
        Map<String, String> more = new HashMap<>();
        more.put("threads", Integer.toString(threadsAtOnce()));
        more.put("virtual", Boolean.toString(virtual));
        more.put("layout", layout().toString());
        if (freedByOthers != null) {
            more.put("share", Integer.toString(freedByOthers.value()));
        }
        DetectorOrder order =
                new DetectorOrder(
                        churn ? "churn" : "soak",
                        List.of(backend.toString()),
                        "",
                        budget,
                        session.seed().value(),
                        true,
                        churn ? PATIENCE_WITH_CHURN : PATIENCE,
                        more);
        return folder.start(program, order);
    }

    private static int finish(
            Detection detection, SoakTally tally, DetectorFolder folder, Session session) {
        tally.add(detection.ending());
        SoakResults results = tally.results(problem(detection, folder));
        new SoakReport(results, session.style()).lines().forEach(session.out()::println);
        int exitCode = exitCode(detection.ending(), results);
        String word = results.isVoid() ? "void" : ExitCode.word(exitCode);
        return session.finish(exitCode, word, results);
    }

    /** Ends what is run, and keeps what was. */
    private static SoakResults partial(DetectorRun run, SoakTally tally) {
        run.close();
        return tally.results("interrupted");
    }

    private static String problem(Detection detection, DetectorFolder folder) {
        return switch (detection.ending()) {
            case Ending.Died died ->
                    "the JVM %s, see %s"
                            .formatted(died.reason(), DetectorFolder.shortest(folder.log()));
            case Ending.Hung hung ->
                    "the JVM said nothing for %s and was ended"
                            .formatted(Progress.words(hung.silence()));
            case Ending.Closed _ -> "interrupted";
            case Ending.Complete _ ->
                    detection.isComplete()
                            ? null
                            : "%d of %d phases ended"
                                    .formatted(detection.recorded(), detection.planned());
        };
    }

    private static int exitCode(Ending ending, SoakResults results) {
        if (results.violations() > 0) {
            return ExitCode.VIOLATED;
        }
        if (results.findings().stream().anyMatch(Finding::hung)) {
            return ExitCode.HUNG;
        }
        if (ending instanceof Ending.Died) {
            return ExitCode.INTERNAL_ERROR; // not by a signal: the soak itself failed
        }
        return results.problem() == null && results.missed().isEmpty()
                ? ExitCode.KEPT
                : ExitCode.INCOMPLETE;
    }
}
