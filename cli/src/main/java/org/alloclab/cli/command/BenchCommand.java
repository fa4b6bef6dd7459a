package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.bench.measure.Campaign;
import org.alloclab.bench.measure.ForkRunner;
import org.alloclab.bench.measure.JmhLockedException;
import org.alloclab.bench.plan.BenchBackend;
import org.alloclab.bench.plan.Peers;
import org.alloclab.bench.plan.Plan;
import org.alloclab.bench.plan.Selection;
import org.alloclab.bench.plan.Suite;
import org.alloclab.bench.statistics.BenchResults;
import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.flags.FlagValues.Workloads;
import org.alloclab.cli.flags.LayoutFlag;
import org.alloclab.cli.flags.PeerLibrary;
import org.alloclab.cli.flags.ThreadCounts;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.ProjectLayout;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.TextWrap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** How fast the allocators are: under JMH, beside what users would pick instead. */
@Command(
        name = "bench",
        description = {
            "Measures both allocators, and others, with JMH: each in JVMs of its own.",
            "Competing backends are interleaved in alternating order; an A/A pair shows the",
            "noise. Missed targets are reported and never fail the run.",
            ""
        },
        footer = {
            "",
            "Suites: quick, what the targets need, in 3 minutes; headline, the same for",
            "longer and throughput against threads; full, every workload and parameter.",
            "",
            "Backends: lockfree, gil, their variants locked-lockfree and gil-held, the peers",
            "that alloclab doctor lists, and allocators on --class-path.",
            "",
            "Examples:",
            "  alloclab bench",
            "  alloclab bench --workloads churn --backend lockfree,mimalloc --threads 1,2,4",
            "  alloclab bench --suite headline --out results --json results.json",
            "  alloclab bench --backend jemalloc --peer-lib jemalloc=/opt/libjemalloc.so"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final DateTimeFormatter FOLDER_NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "quick, headline or full (default: quick).")
    private Suite suite = Suite.QUICK;

    @Option(
            names = "--workloads",
            paramLabel = "NAME[,..]",
            description = {
                "pair, batch, churn, larson, xmalloc, transfer,",
                "cache-scratch, cache-thrash, thread-churn,",
                "virtual-threads, trace, growth; and, for the",
                "memory that is kept, blowup, idle, burst."
            })
    private Workloads workloads;

    @Mixin private BackendFlag backendFlag;

    @Option(
            names = "--threads",
            paramLabel = "N[,N..]",
            description = {
                "Numbers of threads. What this, --workloads and",
                "--backend name replaces what the suite has."
            })
    private ThreadCounts threads;

    @Option(
            names = "--peer-lib",
            paramLabel = "NAME=PATH",
            description = "Where a peer's library is; may be repeated.")
    private List<PeerLibrary> peerLibraries = List.of();

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = {
                "How long, roughly, as 90s, 10m; iterations last",
                "accordingly (default: as the suite says)."
            })
    private Duration budget;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Where to keep the results, and those of JMH",
                "(default: a new folder in target/bench)."
            })
    private Path out;

    @Mixin private LayoutFlag layoutFlag;
    @Mixin private CommonFlags flags;

    private final Invocation invocation;
    private final ForkRunner.Factory forkRunners;

    /**
     * @param forkRunners what runs the forks
     */
    public BenchCommand(Invocation invocation, ForkRunner.Factory forkRunners) {
        this.invocation = invocation;
        this.forkRunners = forkRunners;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open("bench", invocation, flags)) {
            Plan plan = plan(session);
            ResultFolder folder = ResultFolder.open(folder());
            session.saveAlsoTo(folder.results());
            try (Campaign campaign = new Campaign(plan, forkRunner(folder), folder.log())) {
                session.saveWhenInterrupted(() -> partial(campaign, folder));
                session.showEnvironment();
                showPlan(plan, folder, session.out());
                measure(campaign, session);
                BenchResults results = campaign.results();
                session.undisturbed(() -> folder.saveJmh(campaign.jmhJson()));
                new BenchReport(results, session.style()).lines().forEach(session.out()::println);
                return results.recorded() == results.planned()
                        ? session.finish(ExitCode.KEPT, "measured", results)
                        : session.finish(ExitCode.INCOMPLETE, results);
            }
        }
    }

    private Plan plan(Session session) {
        Selection selection = selection();
        int cpus = session.machine().cpus();
        peerLibraries.forEach(PeerLibrary::give);
        Peers peers =
                PeerSearch.among(selection.backendsOf(cpus), namedBackends(), backendFlag.known());
        Plan plan = new Plan(selection, peers, cpus, budget, session.seed().value());
        if (plan.isEmpty()) {
            throw new Failure(
                    ExitCode.NOTHING_MATCHED,
                    "nothing to measure (expected: --workloads that these --backend and --threads"
                            + " can carry out)");
        }
        return plan;
    }

    private Selection selection() {
        return new Selection(
                suite,
                workloads == null ? null : workloads.list(),
                backendFlag.askedFor().isEmpty() ? null : backends(),
                threads == null ? null : threads.counts(),
                layoutFlag
                        .layout()
                        .map(List::of)
                        .orElse(List.of(HeapLayout.MODERN, HeapLayout.CLASSIC)));
    }

    private List<BenchBackend> backends() {
        return backendFlag.chosen(List.of()).stream().map(BenchBackend::of).toList();
    }

    /** What the user wants to see measured, by whatever flag. */
    private Set<String> namedBackends() {
        Set<String> names = new HashSet<>(backendFlag.askedFor());
        peerLibraries.forEach(library -> names.add(library.name()));
        return names;
    }

    private static void showPlan(Plan plan, ResultFolder folder, PrintStream out) {
        out.printf("%s, about %s%n", plan, Progress.words(plan.duration()));
        out.printf("results: %s%n", folder);
        out.println("         (alloclab report draws such a folder as a page)");
        List<String> single = plan.singleThreaded().stream().map(BenchBackend::name).toList();
        if (!single.isEmpty()) {
            out.printf("one thread only: %s (not concurrent)%n", String.join(", ", single));
        }
        BenchReport.problems(plan.problems())
                .forEach(line -> TextWrap.wrapped(line, 0, 2).forEach(out::println));
        out.flush();
    }

    private Path folder() {
        return out != null
                ? out
                : ProjectLayout.find().results().resolve(FOLDER_NAME.format(LocalDateTime.now()));
    }

    private ForkRunner forkRunner(ResultFolder folder) {
        try {
            return forkRunners.open(folder.log(), backendFlag.classPath());
        } catch (IOException e) {
            throw Failure.file(folder.log(), e);
        }
    }

    private static void measure(Campaign campaign, Session session) {
        try {
            campaign.run(session.progress()::show);
        } catch (JmhLockedException e) {
            throw new Failure(ExitCode.UNFIT, e.getMessage(), e);
        }
        session.goOn();
        session.progress().clear();
    }

    /** Ends what is measured, and keeps what was. */
    private static BenchResults partial(Campaign campaign, ResultFolder folder) {
        campaign.close();
        folder.saveJmh(campaign.jmhJson());
        return campaign.results();
    }
}
