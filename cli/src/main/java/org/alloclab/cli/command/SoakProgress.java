package org.alloclab.cli.command;

import org.alloclab.cli.terminal.Figures;
import org.alloclab.cli.terminal.Progress;
import org.alloclab.cli.terminal.TerminalEscape;
import org.alloclab.stress.protocol.DetectorEvent;
import org.alloclab.stress.protocol.SoakTally;

import java.time.Duration;

/** Says how far a soak is. */
final class SoakProgress {
    private final SoakTally tally;
    private final Progress progress;
    private final Duration budget;
    private final long start = System.nanoTime();
    private int planned;

    /**
     * @param budget what the soak takes; null if nobody knows
     */
    SoakProgress(SoakTally tally, Progress progress, Duration budget) {
        this.tally = tally;
        this.progress = progress;
        this.budget = budget;
    }

    void show(DetectorEvent event) {
        if (event instanceof DetectorEvent.Planned plan) {
            planned = plan.items();
        } else if (event instanceof DetectorEvent.Started started) {
            String what =
                    "%s, %d of %d, %s M operations"
                            .formatted(
                                    TerminalEscape.safe(started.name()),
                                    tally.recorded() + 1,
                                    planned,
                                    Figures.millions(tally.operations()));
            progress.show(what, left());
        }
    }

    private Duration left() {
        return budget == null ? null : budget.minusNanos(System.nanoTime() - start);
    }
}
