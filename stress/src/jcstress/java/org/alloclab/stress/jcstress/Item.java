package org.alloclab.stress.jcstress;

import org.openjdk.jcstress.infra.TestInfo;

/**
 * One fork to be.
 *
 * @param test what it runs
 * @param flavour how
 * @param seed for the compiler's choices
 */
record Item(TestInfo test, Flavour flavour, int seed) {
    /** What it is, for people; no two of a plan are called the same. */
    String name() {
        return flavour == Flavour.C2_STRESS
                ? "%s [%s, seed %d]".formatted(test.name(), flavour, seed)
                : "%s [%s]".formatted(test.name(), flavour);
    }
}
