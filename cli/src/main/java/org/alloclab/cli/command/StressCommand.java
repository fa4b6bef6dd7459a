package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.OutputFile;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.stress.protocol.Detection;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;
import org.alloclab.stress.protocol.JunitFile;
import org.alloclab.stress.protocol.StressResults;
import org.alloclab.stress.protocol.StressTally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** JCStress on the allocators as shipped. */
@Command(
        name = "stress",
        description = {
            "Runs JCStress tests on the shipped classes: two or three threads meet in one",
            "step of the allocator, millions of times, and each outcome is allowed or not.",
            ""
        },
        footer = {
            "",
            "Each test runs in JVMs of its own, under the compiler flags that show most",
            "first; more flags and seeds follow if the budget lasts.",
            "",
            "Examples:",
            "  alloclab stress",
            "  alloclab stress --budget 3m --json stress.json",
            "  alloclab stress --tests PoolWord --budget 30s",
            "  alloclab stress --model gil --junit stress.xml --out stress-results"
        })
public final class StressCommand implements Callable<Integer> {
    /** JCStress's own report, drawn at the end from its results. */
    private static final String HTML = "html/index.html";

    /** A fork is ended by its host long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "How long, as 90s, 10m, 2h (default: 3m).")
    private Duration budget = Duration.ofMinutes(3);

    @Option(
            names = "--tests",
            paramLabel = "REGEX",
            description = "Found anywhere in the name of a test (default: all).")
    private Pattern tests = Pattern.compile("");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "gil or lockfree (default: both).")
    private Backend model;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where to keep the results, and JCStress's own",
                "report (default: a new folder in target/stress)."
            })
    private Path out;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the results as JUnit XML to FILE, too.")
    private String junit;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public StressCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("stress", invocation, flags)) {
            if (junit != null) {
                OutputFile xml = OutputFile.open("--junit", junit);
                session.saveAlsoTo(xml, StressResults.class, JunitFile::of);
            }
            DetectorProgram program = ProjectLayout.find().detectors();
            DetectorFolder folder = DetectorFolder.open("stress", out, "results.bin.gz", HTML);
            session.saveAlsoTo(folder.results());
            StressTally tally = new StressTally(budget.toMillis(), folder.path().toString());
            try (DetectorRun run = start(program, folder, session)) {
                session.saveWhenInterrupted(() -> partial(run, tally));
                StressProgress progress = new StressProgress(folder, session, tests, budget);
                Detection detection =
                        run.listen(event -> {
                            progress.show(event, tally.recorded());
                            tally.add(event);
                        });
                session.goOn();
                session.progress().clear();
                return finish(detection, tally, folder, session);
            }
        }
    }

    private DetectorRun start(DetectorProgram program, DetectorFolder folder, Session session) {
        List<String> models = Backend.namesOf(model);
        DetectorOrder order =
                new DetectorOrder(
                        "stress",
                        models,
                        tests.pattern(),
                        budget,
                        session.seed().value(),
                        false,
                        PATIENCE);
        return folder.start(program, order);
    }

    private static int finish(
            Detection detection, StressTally tally, DetectorFolder folder, Session session) {
        StressResults results = tally.results(problem(detection, folder));
        new StressReport(results, session.style()).lines().forEach(session.out()::println);
        Path html = folder.path().resolve(HTML);
        if (Files.exists(html)) {
            session.out().println("JCStress's report: " + DetectorFolder.shortest(html));
        }
        return session.finish(exitCode(detection, results), results);
    }

    /** Ends what is run, and keeps what was. */
    private static StressResults partial(DetectorRun run, StressTally tally) {
        run.close();
        return tally.results("interrupted");
    }

    private static String problem(Detection detection, DetectorFolder folder) {
        String log = ", see " + DetectorFolder.shortest(folder.log());
        return switch (detection.ending()) {
            case Ending.Died died -> "JCStress's JVM " + died.reason() + log;
            case Ending.Hung hung ->
                    "JCStress's JVM said nothing for %s and was ended, last heard of: %s%s"
                            .formatted(Progress.words(hung.silence()), hung.item(), log);
            case Ending.Closed _ -> "interrupted";
            case Ending.Complete _ ->
                    detection.isComplete() ? null : "forks came back without a result" + log;
        };
    }

    private static int exitCode(Detection detection, StressResults results) {
        boolean hung =
                detection.ending() instanceof Ending.Hung
                        || results.tests().stream().anyMatch(test -> test.verdict().equals("hung"));
        boolean wrong =
                results.tests().stream()
                        .anyMatch(test -> test.verdict().matches("forbidden|error"));
        if (wrong) {
            return ExitCode.VIOLATED;
        }
        if (hung) {
            return ExitCode.HUNG;
        }
        return detection.isComplete() ? ExitCode.KEPT : ExitCode.INCOMPLETE;
    }
}
