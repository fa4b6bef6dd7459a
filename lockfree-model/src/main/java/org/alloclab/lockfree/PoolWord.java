package org.alloclab.lockfree;

/**
 * The 64 bits through which everybody but its owner speaks to a pool.
 *
 * <pre>
 *  63      42 41    31 30     20 19      9 8     3 2     0
 * [ epoch 22 | live 11 | count 11 | head+1 11 | class 6 | state 3 ]
 * </pre>
 *
 * <p>{@code head} and {@code count} are the list of remotely freed blocks. {@code live} counts,
 * unless the pool is OWNED, the blocks that are not on its private free list: when {@code count}
 * reaches it, every block is back. {@code epoch} counts changes of owner; nothing depends on it,
 * but it makes a word that came back look different.
 */
final class PoolWord {
    /** No class; the pool's bit in its arena is free, or about to be. */
    static final int FREE = 0;

    /** One owner, in a call, who alone touches what is private; the others push. */
    static final int OWNED = 1;

    /** No owner, and few or no blocks to hand out: a free adopts it, or publishes it in time. */
    static final int FULL = 2;

    /** No owner, and blocks to hand out: whoever needs them adopts it. */
    static final int PARTIAL = 3;

    /** Out of use for good, since its books do not agree. */
    static final int BROKEN = 4;

    /** Its owner, in no call, will take it up again; whoever frees its last block retires it. */
    static final int KEPT = 5;

    /** The end of a list of blocks. */
    static final int NONE = -1;

    private static final int CLASS_SHIFT = 3;
    private static final int HEAD_SHIFT = 9;
    private static final int COUNT_SHIFT = 20;
    private static final int LIVE_SHIFT = 31;
    private static final int EPOCH_SHIFT = 42;
    private static final long STATE_MASK = 0x7;
    private static final long CLASS_MASK = 0x3f;
    private static final long BLOCKS_MASK = 0x7ff;
    private static final long KEPT_IN_LISTS = -1L << EPOCH_SHIFT | (1L << HEAD_SHIFT) - 1;

    private PoolWord() {}

    static int state(long word) {
        return (int) (word & STATE_MASK);
    }

    static int sizeClass(long word) {
        return (int) (word >>> CLASS_SHIFT & CLASS_MASK);
    }

    /** First block of the remote list, or {@link #NONE}. */
    static int head(long word) {
        return (int) (word >>> HEAD_SHIFT & BLOCKS_MASK) - 1;
    }

    static int count(long word) {
        return (int) (word >>> COUNT_SHIFT & BLOCKS_MASK);
    }

    static int live(long word) {
        return (int) (word >>> LIVE_SHIFT & BLOCKS_MASK);
    }

    static int epoch(long word) {
        return (int) (word >>> EPOCH_SHIFT);
    }

    /** The next epoch, with an empty list. */
    static long next(long word, int state, int sizeClass, int live) {
        return (word & -1L << EPOCH_SHIFT) + (1L << EPOCH_SHIFT)
                | (long) live << LIVE_SHIFT
                | (long) sizeClass << CLASS_SHIFT
                | state;
    }

    /** The next epoch, with the same class and list. */
    static long handedOver(long word, int state, int live) {
        return next(word, state, sizeClass(word), live)
                | word & BLOCKS_MASK << HEAD_SHIFT
                | word & BLOCKS_MASK << COUNT_SHIFT;
    }

    /** So many blocks more in front of the list, of which one is the first, in {@code state}. */
    static long pushed(long word, int state, int first, int blocks) {
        long kept = word & ~STATE_MASK & ~(BLOCKS_MASK << HEAD_SHIFT);
        return kept + ((long) blocks << COUNT_SHIFT) | (long) (first + 1) << HEAD_SHIFT | state;
    }

    /** The same with an empty list; for a word that is owned, whose live count is 0. */
    static long drained(long word) {
        return word & KEPT_IN_LISTS;
    }

    static String toString(long word) {
        return "state %d class %d head %d count %d live %d epoch %d"
                .formatted(
                        state(word),
                        sizeClass(word),
                        head(word),
                        count(word),
                        live(word),
                        epoch(word));
    }
}
