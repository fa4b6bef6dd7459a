package org.alloclab;

/**
 * The books of a pool do not agree: threads raced to free one block, or a free block was written
 * to. The pool is put out of use with all its blocks, so that none is handed out twice; the rest of
 * the heap goes on. Thrown to whoever meets the damage, who is not its author.
 */
public final class HeapCorruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param pool address of the pool
     * @param evidence what does not agree
     */
    public HeapCorruptedException(long pool, String evidence) {
        super("pool 0x%x put out of use: %s".formatted(pool, evidence));
    }
}
