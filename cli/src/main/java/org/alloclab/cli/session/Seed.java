package org.alloclab.cli.session;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a run's random choices start from.
 *
 * @param value 64 bits
 */
public record Seed(long value) {
    /** A new one; a few digits, to be typed again. */
    static Seed random() {
        return new Seed(ThreadLocalRandom.current().nextInt(1, 1_000_000));
    }
}
