package org.alloclab.replay.compare;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.replay.Replay;
import org.alloclab.replay.ReplayListener;
import org.alloclab.replay.ReplayMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Measures every case on every allocator that promises enough for it, round after round, until the
 * budget is used. Within a case the allocators follow one another directly and take turns in going
 * first; the order of the cases is shuffled, so that a machine that slows down does not favour one.
 *
 * <p>One thread measures; any thread may ask for the rows and rounds so far.
 */
public final class Rounds {
    private static final double WARM_UP_SHARE = 0.2;
    private static final long LONGEST_WARM_UP_NANOS = Duration.ofSeconds(10).toNanos();

    /** The allocator whose threads never wait, so that they use all the time they are given. */
    private static final String NEVER_WAITS = "lockfree";

    private final List<ComparisonCase> cases;
    private final List<AllocatorProvider> backends;
    private final ReplayRunner runner;
    private final Random random;
    private final BiConsumer<String, Duration> progress;
    private final long start = System.nanoTime();
    private final long budgetNanos;
    private final CpusObtained cpusObtained = new CpusObtained();
    private volatile int completed;

    /**
     * The budget begins now.
     *
     * @param cases what to measure
     * @param backends on which allocators
     * @param runner carries out each replay
     * @param budget how long to go on
     * @param seed of the order
     * @param progress receives what is done next, and the time left or null, on the measuring
     *     thread
     */
    public Rounds(
            List<ComparisonCase> cases,
            List<AllocatorProvider> backends,
            ReplayRunner runner,
            Duration budget,
            long seed,
            BiConsumer<String, Duration> progress) {
        this.cases = List.copyOf(cases);
        this.backends = List.copyOf(backends);
        this.runner = runner;
        this.budgetNanos = budget.toNanos();
        this.random = new Random(seed);
        this.progress = progress;
    }

    /**
     * Measures; at least one round, however small the budget. Exceptions are those of {@link
     * ReplayRunner#measure(Replay, AllocatorProvider, ReplayListener)}.
     */
    public void run() throws AllocatorUnavailableException, InterruptedException {
        warmUp();
        long longest = 0;
        while (completed == 0 || left() >= longest) {
            long roundStart = System.nanoTime();
            measureAll();
            longest = Math.max(longest, System.nanoTime() - roundStart);
            completed++;
        }
    }

    /** Rounds measured to their end. */
    public int completed() {
        return completed;
    }

    /** CPUs' worth of time obtained by threads that could use all CPUs; NaN if there were none. */
    public double cpusObtained() {
        return cpusObtained.median();
    }

    /**
     * The medians so far; cases without any are left out.
     *
     * @param baseline name of the allocator that the others are compared with
     */
    public List<ComparisonRow> rows(String baseline) {
        return cases.stream()
                .map(one -> one.row(baseline))
                .filter(row -> !row.medians().isEmpty())
                .toList();
    }

    /**
     * Replays every case on every allocator before one of them is timed, as far as the budget goes:
     * what the compiler learns from one allocator would otherwise be paid by the next.
     */
    private void warmUp() throws AllocatorUnavailableException, InterruptedException {
        long end = start + Math.min((long) (budgetNanos * WARM_UP_SHARE), LONGEST_WARM_UP_NANOS);
        boolean complete = false;
        while (!complete || System.nanoTime() < end) {
            for (ComparisonCase one : cases) {
                if (complete && System.nanoTime() >= end) {
                    return;
                }
                for (AllocatorProvider backend : ableTo(one, backends)) {
                    show("warming up", one, backend);
                    one.addWarmUp(runner.measure(one.replay(), backend));
                }
            }
            complete = true;
        }
    }

    private void measureAll() throws AllocatorUnavailableException, InterruptedException {
        List<ComparisonCase> order = new ArrayList<>(cases);
        Collections.shuffle(order, random);
        List<AllocatorProvider> turns = completed % 2 == 0 ? backends : backends.reversed();
        for (ComparisonCase one : order) {
            for (AllocatorProvider backend : ableTo(one, turns)) {
                show("round " + (completed + 1), one, backend);
                Replay replay = one.replay();
                one.add(runner.measure(replay, backend, listener(replay, backend)));
            }
        }
    }

    private static List<AllocatorProvider> ableTo(
            ComparisonCase one, List<AllocatorProvider> backends) {
        return backends.stream()
                .filter(backend -> ReplayRunner.canReplay(one.replay(), backend))
                .toList();
    }

    private ReplayListener listener(Replay replay, AllocatorProvider backend) {
        boolean couldUseAll =
                backend.name().equals(NEVER_WAITS)
                        && replay.mode() == ReplayMode.COPIES
                        && replay.threads() >= Runtime.getRuntime().availableProcessors();
        return couldUseAll ? cpusObtained : ReplayListener.NONE;
    }

    private void show(String stage, ComparisonCase one, AllocatorProvider backend) {
        Duration timeLeft = left() < 0 ? null : Duration.ofNanos(left());
        String what = "%s: %s, %s".formatted(stage, one.replay(), backend.name());
        progress.accept(what, timeLeft);
    }

    private long left() {
        return start + budgetNanos - System.nanoTime();
    }
}
