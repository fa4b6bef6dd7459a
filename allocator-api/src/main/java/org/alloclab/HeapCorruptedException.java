package org.alloclab;

/**
 * The books do not agree: threads raced to free one block, or a free block was written to. The
 * block, or its pool with all its blocks, is put out of use, so that none is handed out twice; the
 * rest of the heap goes on. Thrown in the thread that finds the damage, which may not be the one
 * that did it.
 */
public final class HeapCorruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param pool address of the pool
     * @param evidence what does not agree
     */
    public HeapCorruptedException(long pool, String evidence) {
        this("pool 0x%x put out of use: %s".formatted(pool, evidence));
    }

    private HeapCorruptedException(String message) {
        super(message);
    }

    /** A block that is in two places, and is handed out from neither. */
    public static HeapCorruptedException freedTwice(long block) {
        return new HeapCorruptedException(
                "block 0x%x put out of use: threads raced to free it".formatted(block));
    }
}
