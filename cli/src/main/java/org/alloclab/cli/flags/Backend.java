package org.alloclab.cli.flags;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The two models, for the verbs whose detectors know no other allocator. */
public enum Backend {
    GIL,
    LOCKFREE;

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of one, or of all if none is given. */
    public static List<String> namesOf(Backend oneOrNull) {
        return oneOrNull == null
                ? Stream.of(values()).map(Backend::toString).toList()
                : List.of(oneOrNull.toString());
    }
}
