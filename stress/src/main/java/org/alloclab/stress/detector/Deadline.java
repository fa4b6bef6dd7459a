package org.alloclab.stress.detector;

import org.alloclab.stress.protocol.Details;

import java.time.Duration;

/** The end of the time for all items together. Any thread. */
public final class Deadline {
    /** The details of an item for which no time was left: it is recorded, but not as passed. */
    public static final Details SKIPPED = Details.Test.skipped("the time is up");

    private final long end;

    /** Starts the time. */
    public Deadline(Duration budget) {
        end = System.nanoTime() + budget.toNanos();
    }

    /** Whether the time is up. */
    public boolean isOver() {
        return System.nanoTime() - end >= 0;
    }
}
