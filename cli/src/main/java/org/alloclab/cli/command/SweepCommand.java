package org.alloclab.cli.command;

import org.alloclab.cli.flags.SweepBackend;
import org.alloclab.cli.flags.SweepKind;
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
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorProgram;
import org.alloclab.stress.protocol.DetectorRun;
import org.alloclab.stress.protocol.SweepResults;
import org.alloclab.stress.protocol.SweepTally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Faults at every point where there can be one. */
@Command(
        name = "sweep",
        description = {
            "Puts a fault at every point of a few workloads, one after the other, and looks",
            "what becomes of the other threads, of their blocks and of the memory.",
            ""
        },
        footer = {
            "",
            "  arena      the source of arenas fails at the k-th call, once and for good",
            "  reuse      the same, with the same arena again at once, full of rubbish",
            "  limit      there are no more than k arenas",
            "  raw        the C library fails at the k-th call, and there are no arenas",
            "  freeze     a thread is frozen at each step while three others must go on",
            "  death      a thread dies at each step",
            "  memory     the Java heap is full wherever something is asked of it",
            "  stack      the stack is full wherever a method is entered",
            "  interrupt  a thread is interrupted at each step, and waiting for the lock",
            "  yield      a virtual thread leaves its carrier at each step",
            "",
            "A step is a place between two accesses to what threads share. Steps are put",
            "into the classes when they are loaded; the shipped ones have none. Where a call",
            "is cut short (death, stack) the leaks are what it cost: a block in nobody's",
            "hands, and its arena. No block in use may be lost, or be in two hands.",
            "",
            "Examples:",
            "  alloclab sweep",
            "  alloclab sweep freeze --backend both --json sweep.json",
            "  alloclab sweep arena raw --backend lockfree",
            "  alloclab sweep --brief"
        })
public final class SweepCommand implements Callable<Integer> {
    /** A sweep says nothing while it is at work; threads that hang end it by themselves. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(
            paramLabel = "SWEEP",
            arity = "1..*",
            defaultValue = "all",
            description = "One or more of those below (default: all).")
    private List<SweepKind> kinds;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "gil, lockfree or both (default: both).")
    private SweepBackend backend = SweepBackend.BOTH;

    @Option(names = "--brief", description = "Each step once for each workload, and not each time.")
    private boolean brief;

    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public SweepCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("sweep", invocation, flags)) {
            DetectorProgram program = ProjectLayout.find().detectors();
            DetectorFolder folder = DetectorFolder.open("sweep", null);
            session.saveAlsoTo(folder.results());
            SweepTally tally = new SweepTally();
            try (DetectorRun run = start(program, folder, session)) {
                session.saveWhenInterrupted(() -> partial(run, tally));
                Detection detection = run.listen(event -> hear(event, tally, session));
                session.goOn();
                session.progress().clear();
                return finish(detection, tally, session);
            }
        }
    }

    private DetectorRun start(DetectorProgram program, DetectorFolder folder, Session session) {
        String chosen =
                kinds.stream()
                        .map(SweepKind::pattern)
                        .collect(Collectors.joining("|", "^(", ")\\."));
        DetectorOrder order =
                new DetectorOrder(
                        brief ? "sweep-brief" : "sweep",
                        backend.models(),
                        chosen,
                        PATIENCE,
                        session.seed().value(),
                        false,
                        PATIENCE);
        return folder.start(program, order);
    }

    private static void hear(DetectorEvent event, SweepTally tally, Session session) {
        tally.add(event);
        if (event instanceof DetectorEvent.Planned plan) {
            if (plan.items() == 0) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        "the detectors in stress/target know no such sweep (expected: built"
                                + " together with this program)");
            }
            session.showEnvironment();
        }
        if (event instanceof DetectorEvent.Started started) {
            int done = tally.recorded();
            int planned = Math.max(1, tally.results(null).planned());
            String what =
                    "%s, %d of %d"
                            .formatted(TerminalEscape.safe(started.name()), done + 1, planned);
            session.progress().show(what, (double) done / planned);
        }
    }

    private static int finish(Detection detection, SweepTally tally, Session session) {
        SweepResults results = tally.results(problem(detection));
        new SweepReport(results, session.style()).lines().forEach(session.out()::println);
        return session.finish(exitCode(detection, results), results);
    }

    private static SweepResults partial(DetectorRun run, SweepTally tally) {
        run.close();
        return tally.results("interrupted");
    }

    private static String problem(Detection detection) {
        return switch (detection.ending()) {
            case Ending.Died died -> "the JVM that sweeps " + died.reason();
            case Ending.Hung hung ->
                    "the JVM that sweeps said nothing for %s and was ended, last heard of: %s"
                            .formatted(Progress.words(hung.silence()), hung.item());
            case Ending.Closed _ -> "interrupted";
            case Ending.Complete _ ->
                    detection.isComplete() ? null : "not all sweeps came to their end";
        };
    }

    private static int exitCode(Detection detection, SweepResults results) {
        if (has(results, "broken")) {
            return ExitCode.VIOLATED;
        }
        if (has(results, "hung") || detection.ending() instanceof Ending.Hung) {
            return ExitCode.HUNG;
        }
        boolean whole = detection.isComplete() && !has(results, "missed");
        return whole ? ExitCode.KEPT : ExitCode.INCOMPLETE;
    }

    private static boolean has(SweepResults results, String verdict) {
        return results.sweeps().stream().anyMatch(sweep -> sweep.verdict().equals(verdict));
    }
}
