package org.alloclab.cli.flags;

import java.util.List;
import java.util.Locale;

/** Which allocators are swept. */
public enum SweepBackend {
    GIL,
    LOCKFREE,
    BOTH;

    /** As detectors call them. */
    public List<String> models() {
        return this == BOTH ? List.of(GIL.toString(), LOCKFREE.toString()) : List.of(toString());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
