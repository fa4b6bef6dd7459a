package org.alloclab.cli.command;

import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.flags.SweepKind;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.SweepResults;
import org.alloclab.stress.protocol.SweepTally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Faults at every point where there can be one. */
@Command(
        name = "sweep",
        description = {
            "Injects a fault at every point of a few workloads, one point after the other,",
            "and checks the other threads, their blocks and the memory.",
            ""
        },
        footer = {
            "",
            "  arena      the source of arenas fails at the k-th call, once and for good",
            "  reuse      the same, and a released arena is reused at once, full of garbage",
            "  limit      there are at most k arenas",
            "  raw        there are no arenas, and the C library fails at the k-th call",
            "  freeze     a thread stops at each step while three others must make progress",
            "  death      a thread dies at each step",
            "  memory     the Java heap is full at each allocation of a Java object",
            "  stack      the stack overflows at each entry of a method",
            "  interrupt  a thread is interrupted at each step, and while it waits for the lock",
            "  yield      a virtual thread unmounts from its carrier at each step",
            "",
            "A step is a place between two accesses to shared memory. Steps are inserted when",
            "the classes are loaded; the shipped ones have none. Leaks are the blocks and",
            "arenas lost by a call that was cut short (death, stack). No block in use may be",
            "lost or handed out twice. Workloads are run on gil and lockfree.",
            "",
            "Examples:",
            "  alloclab sweep",
            "  alloclab sweep freeze --backend gil,lockfree --json sweep.json",
            "  alloclab sweep arena raw --backend lockfree",
            "  alloclab sweep --brief"
        })
public final class SweepCommand extends DetectorCommand<SweepResults, SweepTally> {
    /** A sweep is silent while it works; it ends threads that hang by itself. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** An older word for all allocators that are tested. */
    private static final List<String> BOTH = List.of("both");

    @Parameters(
            paramLabel = "SWEEP",
            arity = "1..*",
            defaultValue = "all",
            description = "One or more of those below (default: all).")
    private List<SweepKind> kinds;

    @Option(names = "--brief", description = "Each step once for each workload, and not each time.")
    private boolean brief;

    /** For the command line of an invocation. */
    public SweepCommand(Invocation invocation) {
        super("sweep", "sweeps", invocation);
    }

    @Override
    List<String> backends(BackendFlag flag) {
        return flag.askedFor().equals(BOTH) ? TESTED : super.backends(flag);
    }

    @Override
    DetectorFolder openFolder() {
        return DetectorFolder.open("sweep", null);
    }

    @Override
    SweepTally openTally() {
        return new SweepTally();
    }

    @Override
    DetectorOrder order(List<String> backends, long seed) {
        String chosen =
                kinds.stream()
                        .map(SweepKind::pattern)
                        .collect(Collectors.joining("|", "^(", ")\\."));
        return new DetectorOrder(
                "sweep", backends, chosen, PATIENCE, seed, false, PATIENCE, brief, null);
    }

    @Override
    Duration budget() {
        return null;
    }

    @Override
    Failure nothingPlanned(Planned plan) {
        return new Failure(
                ExitCode.NOTHING_MATCHED,
                "the detectors in stress/target know no such sweep (expected: built together with"
                        + " this program)");
    }

    @Override
    void report(SweepResults results) {
        new SweepReport(results, session().style()).lines().forEach(session().out()::println);
    }
}
