package org.alloclab.stress.faults;

import java.time.Duration;

/**
 * The extent of a sweep.
 *
 * @param brief whether a step is swept where it is first reached alone, and not each time
 * @param patience how long the other threads may take before they are reported as hung
 */
public record Extent(boolean brief, Duration patience) {
    /** Every point there is. */
    public static final Extent ALL = new Extent(false, Duration.ofSeconds(60));

    /** Every step once. */
    public static final Extent BRIEF = new Extent(true, Duration.ofSeconds(60));
}
