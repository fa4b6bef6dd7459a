package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.flags.ChecksFlag;
import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.flags.LayoutFlag;
import org.alloclab.cli.flags.ThreadCounts;
import org.alloclab.cli.flags.TraceSource;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.TextWrap;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.replay.BuiltInTraces;
import org.alloclab.replay.Replay;
import org.alloclab.replay.Trace;
import org.alloclab.replay.compare.ComparisonCase;
import org.alloclab.replay.compare.ComparisonRow;
import org.alloclab.replay.compare.Measurement;
import org.alloclab.replay.compare.ReplayRunner;
import org.alloclab.replay.compare.Rounds;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Real programs' traces on several allocators, side by side. */
@Command(
        name = "run",
        description = {
            "Replays real Python programs' traces on both allocators, or on those named.",
            "Every block is written when it is allocated and checked when it is freed.",
            ""
        },
        footer = {
            "",
            "Ratios are to the allocator named last; of gil and lockfree, to gil.",
            "",
            "Examples:",
            "  alloclab run",
            "  alloclab run --budget 2m --threads 1,2,4,8 --json results.json",
            "  alloclab run --traces json_docs --layout modern --backend lockfree,glibc",
            "  alloclab run --backend bump,lockfree --class-path examples/target/bump.jar"
        })
public final class RunCommand implements Callable<Integer> {
    private static final List<String> MODELS = List.of("gil", "lockfree");

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

    @Mixin private BackendFlag backendFlag;
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
    public Integer call() throws Exception {
        List<AllocatorProvider> backends = backendFlag.chosen(MODELS);
        HeapLayout layout = layoutFlag.layoutFor(backends);
        List<ComparisonCase> cases = cases();
        checkAnyCanBeReplayed(cases, backends);
        try (Session session = Session.open("run", invocation, flags)) {
            List<String> violations = new ArrayList<>();
            Rounds rounds =
                    new Rounds(
                            cases,
                            backends,
                            new ReplayRunner(layout, checks::around, violations::add),
                            budget,
                            session.seed().value(),
                            session.progress()::show);
            session.saveWhenInterrupted(() -> results(rounds));
            session.showEnvironment(layout, checks.words());
            rounds.run();
            session.progress().clear();
            show(rounds, backends, violations, session);
            boolean lost = rounds.rows("").stream().anyMatch(row -> row.lost() > 0);
            return session.finish(lost ? ExitCode.VIOLATED : ExitCode.KEPT, results(rounds));
        }
    }

    private List<ComparisonCase> cases() {
        List<ComparisonCase> cases = new ArrayList<>();
        for (String name : traces.list()) {
            Trace trace = new TraceSource.BuiltIn(name).open();
            if (trace.facts().threads() > 1) {
                cases.add(new ComparisonCase(Replay.recorded(trace)));
            } else {
                threads.counts()
                        .forEach(count ->
                                cases.add(new ComparisonCase(Replay.copies(trace, count))));
            }
        }
        return cases;
    }

    private static void checkAnyCanBeReplayed(
            List<ComparisonCase> cases, List<AllocatorProvider> backends) {
        for (AllocatorProvider backend : backends) {
            if (cases.stream().noneMatch(one -> ReplayRunner.canReplay(one.replay(), backend))) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        "--backend %s: it does not promise concurrent (expected: --threads 1)"
                                .formatted(backend.name()));
            }
        }
    }

    private Results results(Rounds rounds) {
        return new Results(
                checks.level().toString(),
                rounds.completed(),
                rounds.rows("").stream().flatMap(row -> row.medians().values().stream()).toList());
    }

    /** The allocator that the others are compared with. */
    private static String baseline(List<AllocatorProvider> backends) {
        List<String> names = backends.stream().map(AllocatorProvider::name).toList();
        boolean models = names.size() == MODELS.size() && names.containsAll(MODELS);
        return models ? MODELS.getFirst() : names.getLast();
    }

    private static void show(
            Rounds rounds,
            List<AllocatorProvider> backends,
            List<String> violations,
            Session session) {
        PrintStream out = session.out();
        String baseline = baseline(backends);
        List<ComparisonRow> rows = rounds.rows(baseline);
        out.println();
        RunTable.lines(rows, session.style()).forEach(out::println);
        out.println();
        BarChart.lines(rows).forEach(out::println);
        out.println();
        new Explanation(rows, baseline, session.machine().cpus())
                .lines(rounds.completed(), rounds.cpusObtained())
                .forEach(line -> TextWrap.wrapped(line, 0, 2).forEach(out::println));
        Explanation.leftOut(backends).forEach(out::println);
        violations.stream().limit(10).forEach(line -> out.println("violation: " + line));
    }
}
