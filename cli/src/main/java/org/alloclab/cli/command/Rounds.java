package org.alloclab.cli.command;

import org.alloclab.cli.flags.Backend;
import org.alloclab.cli.session.Session;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.replay.Replay;
import org.alloclab.replay.ReplayListener;
import org.alloclab.replay.ReplayMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Measures every cell on every backend, round after round, until the budget is used. Within a cell
 * the backends follow one another directly and take turns in going first; the order of the cells is
 * shuffled, so that a machine that slows down does not favour one.
 */
final class Rounds {
    private static final double WARM_UP_SHARE = 0.2;
    private static final long LONGEST_WARM_UP_NANOS = Duration.ofSeconds(10).toNanos();

    private final List<ComparisonCase> cells;
    private final List<Backend> backends;
    private final ReplayRunner trial;
    private final Random random;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final long budgetNanos;
    private final CpusObtained cpusObtained = new CpusObtained();
    private final int cpus;
    private volatile int completed;

    Rounds(
            List<ComparisonCase> cells,
            List<Backend> backends,
            ReplayRunner trial,
            Duration budget,
            Session session) {
        this.cells = cells;
        this.backends = backends;
        this.trial = trial;
        this.budgetNanos = budget.toNanos();
        this.random = new Random(session.seed().value());
        this.progress = session.progress();
        this.cpus = session.machine().cpus();
    }

    /** Measures; at least one round, however small the budget. */
    void run() {
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
    int completed() {
        return completed;
    }

    /** CPUs' worth of time that threads got which could use all; NaN if there were none. */
    double cpusObtained() {
        return cpusObtained.median();
    }

    /** The medians so far; cells without any are left out. */
    List<ComparisonRow> rows() {
        return cells.stream()
                .map(ComparisonCase::row)
                .filter(row -> !row.medians().isEmpty())
                .toList();
    }

    /**
     * Lets every backend meet every cell before one of them is timed, as far as the budget goes:
     * what the compiler learns from one backend would otherwise be paid by the other.
     */
    private void warmUp() {
        long end = start + Math.min((long) (budgetNanos * WARM_UP_SHARE), LONGEST_WARM_UP_NANOS);
        boolean complete = false;
        while (!complete || System.nanoTime() < end) {
            for (ComparisonCase cell : cells) {
                if (complete && System.nanoTime() >= end) {
                    return;
                }
                for (Backend backend : backends) {
                    progress.show("warming up: " + cell.title() + ", " + backend, timeLeft());
                    cell.addWarmUp(backend, trial.measure(cell.replay(), backend));
                }
            }
            complete = true;
        }
    }

    private void measureAll() {
        List<ComparisonCase> order = new ArrayList<>(cells);
        Collections.shuffle(order, random);
        for (ComparisonCase cell : order) {
            for (Backend backend : turns()) {
                String what = "round %d: %s, %s".formatted(completed + 1, cell.title(), backend);
                progress.show(what, timeLeft());
                Replay replay = cell.replay();
                cell.add(backend, trial.measure(replay, backend, listener(replay, backend)));
            }
        }
    }

    private ReplayListener listener(Replay replay, Backend backend) {
        boolean couldUseAll =
                backend == Backend.LOCKFREE
                        && replay.mode() == ReplayMode.COPIES
                        && replay.threads() >= cpus;
        return couldUseAll ? cpusObtained : ReplayListener.NONE;
    }

    private List<Backend> turns() {
        return completed % 2 == 0 ? backends : backends.reversed();
    }

    private long left() {
        return start + budgetNanos - System.nanoTime();
    }

    private Duration timeLeft() {
        return left() < 0 ? null : Duration.ofNanos(left());
    }
}
