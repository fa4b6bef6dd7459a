package org.alloclab.stress.faults;

import java.time.Duration;

/**
 * How much a sweep takes on.
 *
 * @param brief whether a step is swept where it is first reached alone, and not each time
 * @param patience how long threads that nobody should stop may take before they are said to hang
 */
public record Extent(boolean brief, Duration patience) {
    /** Every point there is. */
    public static final Extent ALL = new Extent(false, Duration.ofSeconds(60));

    /** Every step once. */
    public static final Extent BRIEF = new Extent(true, Duration.ofSeconds(60));
}
