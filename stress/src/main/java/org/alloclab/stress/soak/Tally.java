package org.alloclab.stress.soak;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How often things were done. For one thread at a time. */
final class Tally {
    /** A path that traffic can take. */
    enum Path {
        ALLOCATED,
        ZEROED,
        FREED,
        RESIZED_IN_PLACE,
        MOVED,
        RAW,
        SENT,
        FREED_FOR_ANOTHER,
        MISUSE_REFUSED,
        TRIMMED,
        READ,
        LOCK_HELD,
        THREADS,
        HEAPS_CLOSED,
        OWNERS_SLEPT,
        ARENAS,
        ARENAS_GIVEN_BACK,
        ARENAS_AGAIN,
        ARENAS_REFUSED;

        /** Paths that follow from where blocks lie. */
        static final Set<Path> OF_POOLS =
                EnumSet.of(
                        RESIZED_IN_PLACE,
                        MOVED,
                        RAW,
                        ARENAS,
                        ARENAS_GIVEN_BACK,
                        ARENAS_AGAIN,
                        ARENAS_REFUSED);

        /** The name in results. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final long[] counts = new long[Path.values().length];

    void add(Path path) {
        counts[path.ordinal()]++;
    }

    void add(Path path, long times) {
        counts[path.ordinal()] += times;
    }

    void addAll(Tally other) {
        for (int index = 0; index < counts.length; index++) {
            counts[index] += other.counts[index];
        }
    }

    /** Calls that allocate, free or resize. */
    long operations() {
        long sum = 0;
        for (Path path :
                new Path[] {
                    Path.ALLOCATED, Path.ZEROED, Path.FREED, Path.RESIZED_IN_PLACE, Path.MOVED
                }) {
            sum += counts[path.ordinal()];
        }
        return sum;
    }

    Map<String, Long> byName() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Path path : Path.values()) {
            map.put(path.toString(), counts[path.ordinal()]);
        }
        return map;
    }
}
