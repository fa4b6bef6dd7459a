package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.flags.ChecksFlag;
import org.alloclab.cli.flags.LayoutFlag;
import org.alloclab.cli.flags.ThreadCounts;
import org.alloclab.cli.flags.TraceSource;
import org.alloclab.cli.session.CommonFlags;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.replay.Replay;
import org.alloclab.replay.ReplayListener;
import org.alloclab.replay.ReplayMode;
import org.alloclab.replay.Trace;
import org.alloclab.replay.TraceFacts;
import org.alloclab.replay.compare.Measurement;
import org.alloclab.replay.compare.ReplayRunner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** One trace, with figures of memory. */
@Command(
        name = "replay",
        description = {
            "Replays one allocation trace on lockfree, or the allocators named, with memory",
            "figures.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  alloclab replay builtin:json_docs --threads 1,2,4",
            "  alloclab replay my_program.altr.gz --backend gil --layout modern",
            "  alloclab replay builtin:thread_pipeline --mode recorded --json -"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int WARM_UPS = 8;
    private static final long WARM_UP_NANOS = 1_000_000_000;
    private static final long SHORT = 4_000_000;

    @Parameters(
            paramLabel = "TRACE",
            description = {
                "A file (.altr, packed by gzip or not), or",
                "builtin:json_docs, builtin:thread_pipeline."
            })
    private TraceSource source;

    @Option(
            names = "--mode",
            paramLabel = "NAME",
            description = {
                "copies: each thread replays the whole trace;",
                "recorded: a thread for each recorded one (default: copies)."
            })
    private ReplayMode mode = ReplayMode.COPIES;

    @Option(
            names = "--threads",
            paramLabel = "N[,N..]",
            description = "How many copies (default: 1).")
    private ThreadCounts threads;

    @Option(
            names = "--no-touch",
            description = "Do not write and check blocks: the allocator's own time.")
    private boolean noTouch;

    @Mixin private BackendFlag backendFlag;
    @Mixin private LayoutFlag layoutFlag;
    @Mixin private ChecksFlag checks;
    @Mixin private CommonFlags flags;

    private final Invocation invocation;

    public ReplayCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * The verb's part of the JSON document.
     *
     * @param checks what was put around the allocators
     * @param results one for each allocator and number of threads
     */
    private record Results(String checks, List<Measurement> results) {}

    @Override
    public Integer call() throws Exception {
        List<AllocatorProvider> backends = backendFlag.chosen(List.of("lockfree"));
        HeapLayout layout = layoutFlag.layoutFor(backends);
        try (Session session = Session.open("replay", invocation, flags)) {
            if (source instanceof TraceSource.File file) {
                session.checkNotReplaced(file.path());
            }
            Trace trace = source.open();
            if (trace.facts().operations() == 0) {
                throw new Failure(
                        ExitCode.NOTHING_MATCHED,
                        TerminalEscape.of(trace.name())
                                + ": holds no operation (expected: one or more)");
            }
            List<Replay> replays = replays(trace);
            checkPromises(replays, backends);
            List<Measurement> results = Collections.synchronizedList(new ArrayList<>());
            session.saveWhenInterrupted(() -> part(results));
            session.showEnvironment(layout, checks.words());
            List<String> violations = new ArrayList<>();
            ReplayRunner runner = new ReplayRunner(layout, checks::around, violations::add);
            for (AllocatorProvider backend : backends) {
                for (Replay replay : replays) {
                    results.add(measure(runner, replay, backend, session));
                }
            }
            session.progress().clear();
            show(trace, results, session);
            Explanation.leftOut(backends).forEach(session.out()::println);
            violations.stream()
                    .limit(10)
                    .forEach(line -> session.out().println("violation: " + line));
            boolean lost = results.stream().anyMatch(result -> result.lost() > 0);
            return session.finish(lost ? ExitCode.VIOLATED : ExitCode.KEPT, part(results));
        }
    }

    private Results part(List<Measurement> results) {
        return new Results(checks.level().toString(), List.copyOf(results));
    }

    private List<Replay> replays(Trace trace) {
        List<Replay> replays = new ArrayList<>();
        if (mode == ReplayMode.RECORDED) {
            if (trace.facts().threads() > Replay.MOST_THREADS) {
                throw Failure.badArguments(
                        "--mode recorded: %s has %s threads (expected: at most %s, or --mode copies)"
                                .formatted(
                                        TerminalEscape.of(trace.name()),
                                        Figures.count(trace.facts().threads()),
                                        Figures.count(Replay.MOST_THREADS)));
            }
            Replay recorded = Replay.recorded(trace);
            if (threads != null && !threads.counts().equals(List.of(recorded.threads()))) {
                throw Failure.badArguments(
                        "--threads %s (expected: %d, as recorded, or --mode copies)"
                                .formatted(
                                        TerminalEscape.of(threads.toString()), recorded.threads()));
            }
            replays.add(recorded);
        } else {
            List<Integer> counts = threads == null ? List.of(1) : threads.counts();
            counts.forEach(count -> replays.add(Replay.copies(trace, count)));
        }
        return noTouch ? replays.stream().map(Replay::withoutTouch).toList() : replays;
    }

    private static void checkPromises(List<Replay> replays, List<AllocatorProvider> backends) {
        for (AllocatorProvider backend : backends) {
            for (Replay replay : replays) {
                if (!ReplayRunner.canReplay(replay, backend)) {
                    throw Failure.badArguments(
                            "--threads %d (expected: 1, since %s does not promise concurrent)"
                                    .formatted(replay.threads(), backend.name()));
                }
            }
        }
    }

    /**
     * Measures a replay. Before it, the compiler gets to know a short trace (in a long one it does
     * so soon), which counts only if something is lost.
     */
    private Measurement measure(
            ReplayRunner runner, Replay replay, AllocatorProvider backend, Session session)
            throws AllocatorUnavailableException, InterruptedException {
        long operations = replay.trace().facts().operations() * replay.threads();
        long end = System.nanoTime() + WARM_UP_NANOS;
        List<Measurement> warmUps = new ArrayList<>();
        while (warmUps.size() < WARM_UPS && operations <= SHORT && System.nanoTime() < end) {
            warmUps.add(runner.measure(replay, backend));
        }
        String what = replay + ", " + backend.name();
        Measurement measured =
                runner.measure(replay, backend, listener(replay, what, session.progress()));
        for (Measurement warmUp : warmUps) {
            measured = measured.orWorse(warmUp);
        }
        return measured;
    }

    private ReplayListener listener(Replay replay, String what, Progress progress) {
        int copies = mode == ReplayMode.COPIES ? replay.threads() : 1;
        double all = Math.max(1, (double) replay.trace().facts().operations() * copies);
        progress.restart();
        return new ReplayListener() {
            @Override
            public void progress(long operations) {
                progress.show(what, operations / all);
            }
        };
    }

    private void show(Trace trace, List<Measurement> results, Session session) {
        TraceFacts facts = trace.facts();
        PrintStream out = session.out();
        out.printf(
                "%s: %s operations, %s, most live: %s blocks, %s MiB%n",
                TerminalEscape.safe(trace.name()),
                Figures.count(facts.operations()),
                facts.threads() == 1 ? "1 thread" : facts.threads() + " threads",
                Figures.count(facts.mostLiveBlocks()),
                Figures.mebibytes(facts.peakLiveBytes()));
        List<String> backends = results.stream().map(Measurement::backend).distinct().toList();
        out.printf(
                "%s, %s, blocks %s%n%n",
                String.join(" and ", backends),
                mode,
                noTouch ? "untouched" : "written and checked");
        ReplayTable.lines(results, session.style()).forEach(out::println);
    }
}
