package org.alloclab;

/**
 * The 32 block sizes that pools serve: 16, 32, ... 512 bytes.
 *
 * <p>Source: CPython {@code Objects/obmalloc.c} on 64-bit machines, where blocks are aligned to 16.
 */
public final class SizeClasses {
    /** Alignment of every block, and the step from one class to the next, in bytes. */
    public static final int ALIGNMENT = 16;

    /** The largest request a pool serves, in bytes. */
    public static final int LARGEST = 512;

    /** How many classes there are. */
    public static final int COUNT = LARGEST / ALIGNMENT;

    private SizeClasses() {}

    /** Whether pools serve a request of {@code size} bytes; the others go to the C library. */
    public static boolean isSmall(long size) {
        return size > 0 && size <= LARGEST;
    }

    /**
     * Checks the size of a request.
     *
     * @return the size
     * @throws IllegalArgumentException if it is negative
     */
    public static long checkSize(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: 0 or more bytes)");
        }
        return size;
    }

    /** The size class of a request of 1..512 bytes: an index from 0 to 31. */
    public static int of(long size) {
        return (int) (size - 1) >> 4;
    }

    /** Bytes of a block of {@code sizeClass}. */
    public static int blockBytes(int sizeClass) {
        return (sizeClass + 1) * ALIGNMENT;
    }

    /**
     * Whether a block that is reallocated keeps its place: the new size fits, and less than a
     * quarter of the block would be wasted. The test is strict: at exactly three quarters it moves.
     *
     * @param blockBytes bytes of the block as its size class has them, not as they were asked for
     * @param size bytes asked for now
     */
    public static boolean keepsPlace(int blockBytes, long size) {
        return size <= blockBytes && 4 * size > 3L * blockBytes;
    }
}
