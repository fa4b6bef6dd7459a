package org.alloclab.cli.command;

import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.CheckResults;
import org.alloclab.stress.protocol.CheckResults.ScenarioResult;
import org.alloclab.stress.protocol.CheckTally;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Recorded;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.DetectorOrder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Model checking of the allocators as shipped. */
@Command(
        name = "check",
        description = {
            "Model-checks the shipped classes: small scenarios, every interleaving.",
            "",
            "In a scenario two or three threads take a few steps each. Lincheck runs one",
            "interleaving after the other, those with few context switches first, and checks",
            "the invariants: no block is handed out twice, none is lost, the allocator is",
            "linearizable, and no thread waits where the allocator promises not to wait.",
            ""
        },
        footer = {
            "",
            "Lincheck interleaves whole accesses and reorders none: that is for stress.",
            "\"all\" after a count: the interleavings are exhausted, up to the loop bound.",
            "The scenarios are those of gil and lockfree.",
            "",
            "Examples:",
            "  alloclab check",
            "  alloclab check --tests PoolScenario --budget 5m --json check.json"
        })
public final class CheckCommand extends DetectorCommand<CheckResults, CheckTally> {
    /** How long Lincheck may be silent, beyond the time of a scenario. */
    private static final Duration SPARE = Duration.ofSeconds(30);

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

    private CheckReport report;

    /** For the command line of an invocation. */
    public CheckCommand(Invocation invocation) {
        super("check", "scenarios", invocation);
    }

    @Override
    DetectorFolder openFolder() {
        return DetectorFolder.open("check", null);
    }

    @Override
    CheckTally openTally() {
        report = new CheckReport(session());
        return new CheckTally();
    }

    @Override
    DetectorOrder order(List<String> backends, long seed) {
        Duration patience = budget.plus(SPARE);
        return new DetectorOrder("model", backends, tests.pattern(), budget, seed, false, patience);
    }

    @Override
    Duration budget() {
        return budget;
    }

    @Override
    Failure nothingPlanned(Planned plan) {
        return new Failure(
                ExitCode.NOTHING_MATCHED,
                "--tests %s matches no scenario (expected: part of a name, as PoolScenario or"
                                .formatted(TerminalEscape.of(tests.pattern()))
                        + " GateScenario)");
    }

    @Override
    void show(Planned plan) {
        super.show(plan);
        report.head(plan.items(), budget);
    }

    @Override
    void show(DetectorEvent event) {
        if (event instanceof Recorded item) {
            report.show(ScenarioResult.of(item));
        }
    }

    @Override
    String progressOf(Started item) {
        return StressReport.split(item.name())[1];
    }

    @Override
    void report(CheckResults results) {
        report.sum(results);
    }
}
