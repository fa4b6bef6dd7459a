package org.alloclab.cli.command;

import org.alloclab.HeapLayout;
import org.alloclab.cli.flags.BackendFlag;
import org.alloclab.cli.flags.FlagValues;
import org.alloclab.cli.flags.LayoutFlag;
import org.alloclab.cli.flags.Percent;
import org.alloclab.cli.flags.ThreadCounts;
import org.alloclab.cli.session.DetectorFolder;
import org.alloclab.cli.session.ExitCode;
import org.alloclab.cli.session.Failure;
import org.alloclab.cli.session.Invocation;
import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.protocol.DetectorEvent.Planned;
import org.alloclab.stress.protocol.DetectorEvent.Started;
import org.alloclab.stress.protocol.DetectorOrder;
import org.alloclab.stress.protocol.DetectorOrder.Traffic;
import org.alloclab.stress.protocol.SoakResults;
import org.alloclab.stress.protocol.SoakTally;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Random traffic, checked by an independent witness. */
@Command(
        name = "soak",
        description = {
            "Random traffic for a given time, checked by an independent witness.",
            "",
            "The witness shares no code with the allocator. It knows the owner and the",
            "expected contents of every 16-byte granule of a heap, and how much is in use.",
            ""
        },
        footer = {
            "",
            "The traffic changes every second or two: sizes, threads, and which of them",
            "frees how much. In between every thread pauses and the heap is counted in three",
            "ways. A run that never took one of the rare paths is void, and ends with 15.",
            "Any one allocator can be soaked; the default is lockfree. For limits on the",
            "addresses of a process (ulimit -v) see: alloclab doctor --configurations",
            "",
            "Examples:",
            "  alloclab soak",
            "  alloclab soak --backend gil --threads 8 --budget 60s --json soak.json",
            "  alloclab soak --freed-by-others 100 --virtual --budget 10m",
            "  alloclab soak --churn"
        })
public final class SoakCommand extends DetectorCommand<SoakResults, SoakTally> {
    private static final int MOST_THREADS = 50;
    private static final int CHURN = 100_000;

    /** The detector ends what hangs by itself, long before. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PATIENCE_WITH_CHURN = Duration.ofMinutes(15);

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = {
                "How many at once, 1 to " + MOST_THREADS + " (default: 8); of",
                "virtual ones there are four times as many."
            })
    private ThreadCounts threads = new ThreadCounts(List.of(8));

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "How long, as 90s, 10m, 2h (default: 60s).")
    private Duration budget = Duration.ofSeconds(60);

    @Option(
            names = "--freed-by-others",
            paramLabel = "PERCENT",
            description = {
                "How many blocks another thread frees",
                "(default: 0, 10, 50 and 100 in turn)."
            })
    private Percent freedByOthers;

    @Option(names = "--virtual", description = "Virtual threads only (default: in turn).")
    private boolean virtual;

    @Option(
            names = "--churn",
            description = {
                "Instead: 100,000 threads in turn, then 100,000 virtual",
                "ones at once, each of which leaves blocks behind."
            })
    private boolean churn;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to keep the results (default: new in target/soak).")
    private Path out;

    @Mixin private LayoutFlag layoutFlag;

    private AllocatorProvider provider;
    private HeapLayout layout;

    /** For the command line of an invocation. */
    public SoakCommand(Invocation invocation) {
        super("soak", "phases", invocation);
    }

    @Override
    List<String> backends(BackendFlag flag) {
        if (threads.counts().size() != 1 || threads.counts().getFirst() > MOST_THREADS) {
            throw Failure.badArguments(
                    "--threads %s (expected: one number from 1 to %d)"
                            .formatted(threads, MOST_THREADS));
        }
        List<AllocatorProvider> chosen = flag.chosen(List.of("lockfree"));
        if (chosen.size() > 1) {
            throw Failure.badArguments(
                    "--backend %s (expected: one name)"
                            .formatted(String.join(",", flag.askedFor())));
        }
        provider = chosen.getFirst();
        layout = chooseLayout(provider.layouts());
        try {
            provider.open(layout).close();
        } catch (AllocatorUnavailableException e) {
            throw new Failure(ExitCode.UNFIT, e.getMessage(), e);
        }
        return List.of(provider.name());
    }

    private HeapLayout chooseLayout(List<HeapLayout> known) {
        HeapLayout usual =
                known.isEmpty() || known.contains(HeapLayout.CLASSIC)
                        ? HeapLayout.CLASSIC
                        : known.getFirst();
        HeapLayout asked = layoutFlag.layout().orElse(usual);
        if (!known.isEmpty() && !known.contains(asked)) {
            throw Failure.badArguments(
                    "--layout %s (expected: %s, the layouts of %s)"
                            .formatted(
                                    asked,
                                    FlagValues.oneOf(
                                            known.stream().map(HeapLayout::toString).toList()),
                                    provider.name()));
        }
        return asked;
    }

    @Override
    DetectorFolder openFolder() {
        return DetectorFolder.open("soak", out);
    }

    @Override
    SoakTally openTally() {
        return new SoakTally(threadsAtOnce(), folder().path().toString());
    }

    private int threadsAtOnce() {
        return churn ? CHURN : threads.counts().getFirst();
    }

    @Override
    DetectorOrder order(List<String> backends, long seed) {
        Integer share = freedByOthers == null ? null : freedByOthers.value();
        return new DetectorOrder(
                churn ? "churn" : "soak",
                backends,
                "",
                budget,
                seed,
                true,
                churn ? PATIENCE_WITH_CHURN : PATIENCE,
                false,
                new Traffic(layout, threadsAtOnce(), share, virtual));
    }

    @Override
    Duration budget() {
        return churn ? null : budget;
    }

    @Override
    Failure nothingPlanned(Planned plan) {
        return new Failure(ExitCode.NOTHING_MATCHED, "the soak plans no phase");
    }

    @Override
    void show(Planned plan) {
        session().showEnvironment(layout);
        session().out().println(title());
        session().out().println("results: " + DetectorFolder.shortest(folder().path()));
    }

    private String title() {
        return churn
                ? "soak of %s: %s threads in turn, then as many virtual ones at once"
                        .formatted(provider.name(), Figures.count(CHURN))
                : "soak of %s: %s %sthreads, %s"
                        .formatted(
                                provider.name(),
                                threads,
                                virtual ? "times 4 virtual " : "",
                                Progress.words(budget));
    }

    @Override
    String progressOf(Started item) {
        String millions = Figures.millions(tally().operations());
        return super.progressOf(item) + ", %s M operations".formatted(millions);
    }

    @Override
    void report(SoakResults results) {
        new SoakReport(results, session().style()).lines().forEach(session().out()::println);
    }

    /** Not by a signal: the soak itself failed. */
    @Override
    int exitCodeOfDeath() {
        return ExitCode.INTERNAL_ERROR;
    }

    @Override
    String word(int exitCode, SoakResults results) {
        boolean onlyMissed = results.problem() == null && !results.complete();
        return exitCode == ExitCode.INCOMPLETE && onlyMissed
                ? "void"
                : super.word(exitCode, results);
    }
}
