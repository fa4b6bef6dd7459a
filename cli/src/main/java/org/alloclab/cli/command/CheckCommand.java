package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.Detection;
import org.alloclab.stress.protocol.Detection.Ending;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** Model checking of the allocators as shipped. */
@Command(
        name = "check",
        description = {
            "Model-checks the shipped classes: small scenarios, every interleaving.",
            "",
            "In a scenario two or three threads take a few steps each. Lincheck runs it in",
            "one interleaving after the other, those with few switches first, and sees",
            "whether all that must hold does: no block in two hands, nothing lost, the",
            "whole allocator linearizable, and nobody waiting where nobody should.",
            ""
        },
        footer = {
            "",
            "It sees interleavings of whole steps, not what a processor reorders: for that",
            "there is stress. \"all\" behind a count: there are no more, as long as no loop",
            "goes round more often than usual.",
            "",
            "Examples:",
            "  alloclab check",
            "  alloclab check --tests PoolScenario --budget 5m --json check.json"
        })
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "How long, as 90s, 10m, 2h (default: 2m).")
    private Duration budget = Duration.ofMinutes(2);

    @Option(
            names = "--tests",
            paramLabel = "REGEX",
            description = "Found anywhere in the name of a scenario (default: all).")
    private Pattern tests = Pattern.compile("");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "gil or lockfree (default: both).")
    private Backend model;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("check", invocation, flags)) {
            DetectorProgram program = ProjectLayout.find().detectors();
            DetectorFolder folder = DetectorFolder.open("check", null);
            session.saveAlsoTo(folder.results());
            CheckReport report = new CheckReport(session, budget);
            try (DetectorRun run = start(program, folder, session)) {
                session.saveWhenInterrupted(() -> partial(run, report));
                Detection detection = run.listen(report::add);
                session.goOn();
                session.progress().clear();
                if (detection.planned() == 0) {
                    folder.discard();
                    throw new Failure(
                            ExitCode.NOTHING_MATCHED,
                            "--tests %s matches no scenario (expected: part of a name, as"
                                            .formatted(TerminalEscape.of(tests.pattern()))
                                    + " PoolScenario or GateScenario)");
                }
                String problem = problem(detection);
                report.sum(problem);
                return session.finish(exitCode(detection), report.results(problem));
            }
        }
    }

    private static Object partial(DetectorRun run, CheckReport report) {
        run.close();
        return report.results("interrupted");
    }

    private DetectorRun start(DetectorProgram program, DetectorFolder folder, Session session) {
        List<String> models = Backend.namesOf(model);
        DetectorOrder order =
                new DetectorOrder(
                        "model", models, tests.pattern(), budget, session.seed().value(), false);
        return folder.start(program, order);
    }

    private static String problem(Detection detection) {
        return switch (detection.ending()) {
            case Ending.Died died -> "Lincheck's JVM " + died.reason();
            case Ending.Hung hung ->
                    "Lincheck's JVM said nothing for %s and was ended, last heard of: %s"
                            .formatted(Progress.words(hung.silence()), hung.item());
            case Ending.Closed _ -> "interrupted";
            case Ending.Complete _ ->
                    detection.isComplete() ? null : "scenarios came back without a result";
        };
    }

    private static int exitCode(Detection detection) {
        if (!detection.found().isEmpty()) {
            return ExitCode.VIOLATED;
        }
        if (detection.ending() instanceof Ending.Hung) {
            return ExitCode.HUNG;
        }
        return detection.isComplete() ? ExitCode.KEPT : ExitCode.INCOMPLETE;
    }
}
