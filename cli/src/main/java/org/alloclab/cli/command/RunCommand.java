package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.flags.ChecksFlag;
import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.flags.LayoutFlag;
import org.alloclab.cli.flags.ThreadCounts;
import org.alloclab.cli.flags.TraceSource;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.replay.BuiltInTraces;
import org.alloclab.replay.Replay;
import org.alloclab.replay.Trace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The main job: what Python programs asked of their allocator, on both allocators, side by side.
 */
@Command(
        name = "run",
        description = {
            "Replays real Python programs' traces on both allocators.",
            "Every block is written when it is allocated and checked when it is freed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alloclab run",
            "  alloclab run --budget 2m --threads 1,2,4,8 --json results.json",
            "  alloclab run --traces json_docs --layout modern --backends lockfree"
        })
public final class RunCommand implements Callable<Integer> {
    @Option(
            names = {"--backends", "--backend"},
            paramLabel = "NAME[,NAME]",
            description = "gil, lockfree (default: both).")
    private FlagValues.Backends backends =
            new FlagValues.Backends(List.of(Backend.GIL, Backend.LOCKFREE));

    @Option(
            names = "--traces",
            paramLabel = "NAME[,NAME]",
            description = "json_docs, thread_pipeline (default: both).")
    private FlagValues.TraceNames traces = new FlagValues.TraceNames(BuiltInTraces.names());

    @Option(
            names = "--threads",
            paramLabel = "N[,N..]",
            description = {
                "Threads that replay a copy each of a single-threaded trace",
                "(default: 1, 2 and twice the CPUs)."
            })
    private ThreadCounts threads = ThreadCounts.ofThisMachine();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "How long, as 500ms, 90s, 10m (default: 30s; at least one round).")
    private Duration budget = Duration.ofSeconds(30);

    @Mixin private LayoutFlag layoutFlag;
    @Mixin private ChecksFlag checks;
    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The verb's part of the JSON document.
     *
     * @param checks what was put around the allocators
     * @param rounds how often everything was measured
     * @param results the medians
     */
    private record Results(String checks, int rounds, List<Measurement> results) {}

    @Override
    public Integer call() {
        try (Session session = Session.open("run", invocation, flags)) {
            HeapLayout layout = layoutFlag.layout().orElse(HeapLayout.CLASSIC);
            List<String> violations = new ArrayList<>();
            Rounds rounds =
                    new Rounds(
                            cells(),
                            backends.list(),
                            new ReplayRunner(layout, checks.level(), violations::add),
                            budget,
                            session);
            session.saveWhenInterrupted(() -> results(rounds));
            session.showEnvironment(layout, checks.words());
            rounds.run();
            session.progress().clear();
            show(rounds, violations, session);
            boolean lost = rounds.rows().stream().anyMatch(row -> row.lost() > 0);
            return session.finish(lost ? ExitCode.VIOLATED : ExitCode.KEPT, results(rounds));
        }
    }

    private List<ComparisonCase> cells() {
        List<ComparisonCase> cells = new ArrayList<>();
        for (String name : traces.list()) {
            Trace trace = new TraceSource.BuiltIn(name).open();
            if (trace.facts().threads() > 1) {
                cells.add(new ComparisonCase(Replay.recorded(trace)));
            } else {
                threads.counts()
                        .forEach(count ->
                                cells.add(new ComparisonCase(Replay.copies(trace, count))));
            }
        }
        return cells;
    }

    private Results results(Rounds rounds) {
        return new Results(
                checks.level().toString(),
                rounds.completed(),
                rounds.rows().stream().flatMap(row -> row.medians().values().stream()).toList());
    }

    private static void show(Rounds rounds, List<String> violations, Session session) {
        PrintStream out = session.out();
        List<ComparisonRow> rows = rounds.rows();
        out.println();
        RunTable.lines(rows, session.style()).forEach(out::println);
        out.println();
        BarChart.lines(rows).forEach(out::println);
        out.println();
        new Explanation(rows, session.machine().cpus())
                .lines(rounds.completed(), rounds.cpusObtained())
                .forEach(out::println);
        violations.stream().limit(10).forEach(line -> out.println("violation: " + line));
    }
}
