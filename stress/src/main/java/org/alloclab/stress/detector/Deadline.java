package org.alloclab.stress.detector;

import java.time.Duration;
import java.util.Map;

/** When the time for all items together is up. Any thread. */
public final class Deadline {
    /** What is said of an item for which no time was left: it is recorded, but not as passed. */
    public static final Map<String, String> SKIPPED = Map.of("skipped", "the time is up");

    private final long end;

    public Deadline(Duration budget) {
        end = System.nanoTime() + budget.toNanos();
    }

    public boolean isOver() {
        return System.nanoTime() - end >= 0;
    }
}
