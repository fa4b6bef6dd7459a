package org.alloclab.checks;

/** What a program can do to a heap that leaves it beyond trust. */
public enum Corruption {
    /** A block was given back that is free already. */
    DOUBLE_FREE("DoubleFree", "find which of the two frees is wrong"),

    /** An address was given back that is not the start of a block. */
    INVALID_FREE("InvalidFree", "pass to free what allocate returned"),

    /** A block was given back to another heap than its own. */
    WRONG_HEAP("WrongHeap", "free the block through the allocator it came from"),

    /** A block was given back through another domain than its own. */
    WRONG_DOMAIN("WrongDomain", "free the block through the domain it came from"),

    /** A block was given back with a size it does not have. */
    SIZE_MISMATCH("SizeMismatch", "find who is wrong about the size"),

    /** Somebody wrote before or behind a block. */
    FENCE_BROKEN("FenceBroken", "find who writes out of the block's bounds"),

    /** Somebody wrote into a block after it was freed. */
    WRITE_AFTER_FREE("WriteAfterFree", "find who keeps an address after the free"),

    /** A handle was used whose block has been freed. */
    STALE_HANDLE("StaleHandle", "find who keeps the handle after the free"),

    /** The heap was called without the lock that guards it. */
    GIL_NOT_HELD("GilNotHeld", "acquire the lock before the call"),

    /** A free list leads to what is no free block. */
    FREE_LIST_CORRUPT("FreeListCorrupt", "find who writes into freed blocks");

    private final String title;
    private final String advice;

    Corruption(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** What to do about it, as an order. */
    public String advice() {
        return advice;
    }

    /** Its name in messages, as in {@code DoubleFree}. */
    @Override
    public String toString() {
        return title;
    }
}
