package org.alloclab.bench;

import java.util.OptionalLong;

/**
 * The most memory an allocator takes while this looks on.
 *
 * <p><b>Ours</b> count for themselves: arenas, and raw blocks as they were asked for, touched or
 * not. The figure is exact.
 *
 * <p><b>Peers</b> do not. Theirs is how far the resident set of the process has grown from when
 * this began to its peak. The Java heap does not grow, see {@link WorkloadThread}; but the
 * compiler's memory does, by what may be more than the allocator takes in all, and is no affair of
 * the allocator's. So the figure is given where there is no compiler ({@code -jvmArgsAppend
 * -Xint}), or where it is too large for that to matter. What a peer takes when it is loaded is not
 * in it.
 */
final class Footprint {
    /** What the compiler may add, and what an allocator must take for it not to matter. */
    private static final long MOST_NOISE = 8 << 20;

    private static final long LARGE = 32 * MOST_NOISE;

    private final OpenedBackend backend;
    private OptionalLong before = OptionalLong.empty();

    Footprint(OpenedBackend backend) {
        this.backend = backend;
    }

    /** Begins; later calls begin anew, for peers alone. */
    void begin() {
        if (backend.isPeer() && ResidentSet.forgetPeak()) {
            before = ResidentSet.peak();
        }
    }

    /** The most bytes since then; empty where they cannot be told. */
    OptionalLong peak() {
        if (!backend.isPeer()) {
            return OptionalLong.of(backend.allocator().statistics().peakMappedBytes());
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
