package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.Backend;
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
import org.alloclab.replay.Replay;
import org.alloclab.replay.ReplayListener;
import org.alloclab.replay.ReplayMode;
import org.alloclab.replay.Trace;
import org.alloclab.replay.TraceFacts;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** One trace on one backend. */
@Command(
        name = "replay",
        description = {"Replays one allocation trace on one backend, with memory figures.", ""},
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
            names = {"--backend", "--backends"},
            paramLabel = "NAME",
            description = "gil or lockfree (default: lockfree).")
    private Backend backend = Backend.LOCKFREE;

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
     * @param checks what was put around the allocator
     * @param results one for each number of threads
     */
    private record Results(String checks, List<Measurement> results) {}

    @Override
    public Integer call() {
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
            List<Measurement> results = Collections.synchronizedList(new ArrayList<>());
            session.saveWhenInterrupted(() -> part(results));
            HeapLayout layout = layoutFlag.layout().orElse(HeapLayout.CLASSIC);
            session.showEnvironment(layout, checks.words());
            List<String> violations = new ArrayList<>();
            ReplayRunner trial = new ReplayRunner(layout, checks.level(), violations::add);
            for (Replay replay : replays) {
                results.add(measure(trial, replay, session));
            }
            session.progress().clear();
            show(trace, results, violations, session);
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

    /**
     * Measures a replay. Before it, the compiler gets to know a short trace (in a long one it does
     * so soon), which counts only if something is lost.
     */
    private Measurement measure(ReplayRunner trial, Replay replay, Session session) {
        long operations = replay.trace().facts().operations() * replay.threads();
        long end = System.nanoTime() + WARM_UP_NANOS;
        List<Measurement> warmUps = new ArrayList<>();
        while (warmUps.size() < WARM_UPS && operations <= SHORT && System.nanoTime() < end) {
            warmUps.add(trial.measure(replay, backend));
        }
        Measurement measured = trial.measure(replay, backend, listener(replay, session));
        for (Measurement warmUp : warmUps) {
            measured = measured.orWorse(warmUp);
        }
        return measured;
    }

    private ReplayListener listener(Replay replay, Session session) {
        int copies = mode == ReplayMode.COPIES ? replay.threads() : 1;
        double all = Math.max(1, (double) replay.trace().facts().operations() * copies);
        String what = new ComparisonCase(replay).title() + ", " + backend;
        Progress progress = session.progress();
        progress.restart();
        return new ReplayListener() {
            @Override
            public void progress(long operations) {
                progress.show(what, operations / all);
            }
        };
    }

    private void show(
            Trace trace, List<Measurement> results, List<String> violations, Session session) {
        TraceFacts facts = trace.facts();
        PrintStream out = session.out();
        out.printf(
                "%s: %s operations, %s, most live: %s blocks, %s MiB%n",
                TerminalEscape.safe(trace.name()),
                Figures.count(facts.operations()),
                facts.threads() == 1 ? "1 thread" : facts.threads() + " threads",
                Figures.count(facts.mostLiveBlocks()),
                Figures.mebibytes(facts.peakLiveBytes()));
        out.printf(
                "%s, %s, blocks %s%n%n",
                backend, mode, noTouch ? "untouched" : "written and checked");
        ReplayTable.lines(results, session.style()).forEach(out::println);
        violations.stream().limit(10).forEach(line -> out.println("violation: " + line));
    }
}
