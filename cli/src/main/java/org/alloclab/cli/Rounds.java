package org.alloclab.cli;

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

    private final List<Cell> cells;
    private final List<Backend> backends;
    private final Trial trial;
    private final Random random;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final long budgetNanos;
    private volatile int completed;

    Rounds(
            List<Cell> cells,
            List<Backend> backends,
            Trial trial,
            Duration budget,
            Session session) {
        this.cells = cells;
        this.backends = backends;
        this.trial = trial;
        this.budgetNanos = budget.toNanos();
        this.random = new Random(session.seed().value());
        this.progress = session.progress();
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

    /** The medians so far; cells without any are left out. */
    List<ComparisonRow> rows() {
        return cells.stream().map(Cell::row).filter(row -> !row.medians().isEmpty()).toList();
    }

    /**
     * Lets every backend meet every cell before one of them is timed, as far as the budget goes:
     * what the compiler learns from one backend would otherwise be paid by the other.
     */
    private void warmUp() {
        long end = start + Math.min((long) (budgetNanos * WARM_UP_SHARE), LONGEST_WARM_UP_NANOS);
        boolean complete = false;
        while (!complete || System.nanoTime() < end) {
            for (Cell cell : cells) {
                if (complete && System.nanoTime() >= end) {
                    return;
                }
                for (Backend backend : backends) {
                    progress.show("warming up: " + cell.title() + ", " + backend, timeLeft());
                    trial.measure(cell.replay(), backend);
                }
            }
            complete = true;
        }
    }

    private void measureAll() {
        List<Cell> order = new ArrayList<>(cells);
        Collections.shuffle(order, random);
        for (Cell cell : order) {
            for (Backend backend : turns()) {
                String what = "round %d: %s, %s".formatted(completed + 1, cell.title(), backend);
                progress.show(what, timeLeft());
                cell.add(backend, trial.measure(cell.replay(), backend));
            }
        }
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
