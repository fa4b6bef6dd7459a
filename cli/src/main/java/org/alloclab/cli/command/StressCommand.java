package org.alloclab.cli.command;

import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.OutputFile;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.NearestWord;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.Details.StressPlan;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.JunitFile;
import org.alloclab.stress.protocol.StressResults;
import org.alloclab.stress.protocol.StressTally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JCStress on the allocators as shipped. */
@Command(
        name = "stress",
        description = {
            "Runs JCStress tests on the shipped classes: two or three threads race in one",
            "step of the allocator, millions of times, and each outcome is allowed or not.",
            ""
        },
        footer = {
            "",
            "Each test runs in JVMs of its own, first under the compiler flags that find",
            "most; more flags and seeds follow if the budget lasts. The tests are those of",
            "gil and lockfree.",
            "",
            "Examples:",
            "  alloclab stress",
            "  alloclab stress --budget 3m --json stress.json",
            "  alloclab stress --tests PoolWord --budget 30s",
            "  alloclab stress --backend gil --junit stress.xml --out stress-results"
        })
public final class StressCommand extends DetectorCommand<StressResults, StressTally> {
    /** JCStress's own report, drawn at the end from its results. */
    private static final String HTML = "html/index.html";

    /** The detector ends a fork that hangs long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int MOST_TOPICS = 5;

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

    /** For the command line of an invocation. */
    public StressCommand(Invocation invocation) {
        super("stress", "forks", invocation);
    }

    @Override
    DetectorFolder openFolder() {
        if (junit != null) {
            OutputFile xml = OutputFile.open("--junit", junit);
            session().saveAlsoTo(xml, StressResults.class, JunitFile::of);
        }
        return DetectorFolder.open("stress", out, "results.bin.gz", HTML);
    }

    @Override
    StressTally openTally() {
        return new StressTally(budget.toMillis(), folder().path().toString());
    }

    @Override
    DetectorOrder order(List<String> backends, long seed) {
        return new DetectorOrder(
                "stress", backends, tests.pattern(), budget, seed, false, PATIENCE);
    }

    @Override
    Duration budget() {
        return budget;
    }

    private static StressPlan details(Planned plan) {
        return plan.details() instanceof StressPlan details
                ? details
                : new StressPlan(List.of(), List.of(), 0);
    }

    @Override
    void show(Planned plan) {
        super.show(plan);
        session()
                .out()
                .printf(
                        "%s, %s, %s%nresults: %s%n",
                        count(details(plan).chosen().size(), "test"),
                        count(plan.items(), "fork"),
                        Progress.words(budget),
                        DetectorFolder.shortest(folder().path()));
    }

    @Override
    String progressOf(Started item) {
        return StressReport.split(item.name())[1];
    }

    @Override
    Failure nothingPlanned(Planned plan) {
        StressPlan details = details(plan);
        if (details.known().isEmpty()) {
            return new Failure(
                    ExitCode.NOTHING_MATCHED,
                    "no JCStress tests in stress/target: META-INF/TestList is missing or empty"
                            + " (expected: written by JCStress's annotation processor when the"
                            + " module is built)");
        }
        if (details.chosen().isEmpty()) {
            return new Failure(ExitCode.NOTHING_MATCHED, nothingMatches(details.known()));
        }
        long seconds = details.leastMillis() / 1000 + 1;
        String typed =
                budget.toMillis() % 1000 == 0 ? budget.toSeconds() + "s" : budget.toMillis() + "ms";
        return Failure.badArguments(
                "--budget %s is too short (expected: %ds or more for %s, or fewer --tests)"
                        .formatted(typed, seconds, count(details.chosen().size(), "test")));
    }

    private static String count(int count, String what) {
        return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    /** The name of a test begins with its topic. */
    private String nothingMatches(List<String> known) {
        List<String> names = known.stream().map(name -> StressReport.split(name)[1]).toList();
        List<String> topics =
                names.stream()
                        .map(name -> name.replaceFirst("(Stress)?\\..*", ""))
                        .distinct()
                        .toList();
        List<String> words = new ArrayList<>(topics);
        words.addAll(names);
        return "--tests %s matches none of %s (expected: part of a name, as %s)%s"
                .formatted(
                        TerminalEscape.of(tests.pattern()),
                        count(known.size(), "test"),
                        FlagValues.oneOf(topics.stream().limit(MOST_TOPICS).toList()),
                        NearestWord.hint(tests.pattern(), words));
    }

    @Override
    void report(StressResults results) {
        new StressReport(results, session().style()).lines().forEach(session().out()::println);
        Path html = folder().path().resolve(HTML);
        if (Files.exists(html)) {
            session().out().println("JCStress's report: " + DetectorFolder.shortest(html));
        }
    }
}
