package org.alloclab.cli.flags;

import java.util.Locale;

/** The sweeps there are, by the names users give them. */
public enum SweepKind {
    ALL,
    ARENA,
    REUSE,
    LIMIT,
    RAW,
    FREEZE,
    DEATH,
    MEMORY,
    STACK,
    INTERRUPT,
    YIELD;

    /** A part of the regular expression that chooses sweeps. */
    public String pattern() {
        return this == ALL ? ".*" : toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
