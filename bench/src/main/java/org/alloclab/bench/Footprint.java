package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;

import java.util.OptionalLong;

/**
 * The most memory an allocator takes while this looks on.
 *
 * <p><b>With statistics</b> the allocator counts for itself: arenas, and raw blocks as they were
 * asked for, touched or not. The figure is exact.
 *
 * <p><b>Without</b>, it is how far the resident set of the process has grown from when this began
 * to its peak. The Java heap does not grow, see {@link WorkloadThread}; but the compiler's memory
 * does, by what may be more than the allocator takes in all, and is no affair of the allocator's.
 * So the figure is given where there is no compiler ({@code -jvmArgsAppend -Xint}), or where it is
 * too large for that to matter. What an allocator takes when it is loaded is not in it.
 */
final class Footprint {
    /** What the compiler may add, and what an allocator must take for it not to matter. */
    private static final long MOST_NOISE = 8 << 20;

    private static final long LARGE = 32 * MOST_NOISE;

    private final SmallObjectAllocator allocator;
    private final boolean hasStatistics;
    private OptionalLong before = OptionalLong.empty();

    Footprint(SmallObjectAllocator allocator, boolean hasStatistics) {
        this.allocator = allocator;
        this.hasStatistics = hasStatistics;
    }

    /** Begins; later calls begin anew, where there are no statistics. */
    void begin() {
        if (!hasStatistics && ResidentSet.forgetPeak()) {
            before = ResidentSet.peak();
        }
    }

    /** The bytes it has now, as it counts them; empty without statistics. */
    OptionalLong mapped() {
        return hasStatistics
                ? OptionalLong.of(allocator.statistics().mappedBytes())
                : OptionalLong.empty();
    }

    /** The most bytes since then; empty where they cannot be told. */
    OptionalLong peak() {
        if (hasStatistics) {
            return OptionalLong.of(allocator.statistics().peakMappedBytes());
        }
        OptionalLong peak = ResidentSet.peak();
        if (before.isEmpty() || peak.isEmpty()) {
            return OptionalLong.empty();
        }
        long growth = peak.getAsLong() - before.getAsLong();
        boolean isInterpreted = System.getProperty("java.vm.info").contains("interpreted");
        return isTelling(growth, isInterpreted) ? OptionalLong.of(growth) : OptionalLong.empty();
    }

    static boolean isTelling(long growth, boolean isInterpreted) {
        return isInterpreted || growth >= LARGE;
    }
}
