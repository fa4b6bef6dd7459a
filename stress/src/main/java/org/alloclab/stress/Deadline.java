package org.alloclab.stress;

import java.time.Duration;
import java.util.Map;

/** When the time for all items together is up. Any thread. */
final class Deadline {
    /** What is said of an item for which no time was left: it is recorded, but not as passed. */
    static final Map<String, String> SKIPPED = Map.of("skipped", "the time is up");

    private final long end;

    Deadline(Duration budget) {
        end = System.nanoTime() + budget.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }
}
