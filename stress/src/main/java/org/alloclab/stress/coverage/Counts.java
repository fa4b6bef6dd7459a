package org.alloclab.stress.coverage;

/**
 * How often each path was taken.
 *
 * <p>Every access is plain, so that counting orders nothing that the allocator must order by
 * itself. Threads that share a row may lose counts of each other: a figure is a lower bound, and 0
 * only if the path was never taken or all of its counts were lost.
 */
public final class Counts {
    private static final int ROWS = 64;
    private static final int COLUMNS = 64; // more than there are paths, and whole cache lines
    private static final long[] TAKEN = new long[ROWS * COLUMNS];

    private Counts() {}

    /** Counts a path. Called by inserted code, as are the others. */
    public static void add(int path) {
        TAKEN[((int) Thread.currentThread().threadId() & ROWS - 1) * COLUMNS + path]++;
    }

    /** Counts a path if a result is true. */
    public static void addIfTrue(boolean result, int path) {
        if (result) {
            add(path);
        }
    }

    /** Counts a path if a result is false. */
    public static void addIfFalse(boolean result, int path) {
        if (!result) {
            add(path);
        }
    }

    /** Counts a path if a result is null. */
    public static void addIfNull(Object result, int path) {
        if (result == null) {
            add(path);
        }
    }

    /** How often a path was taken, at least; asked while no thread takes it. */
    public static long of(RarePath path) {
        long sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += TAKEN[row * COLUMNS + path.ordinal()];
        }
        return sum;
    }
}
