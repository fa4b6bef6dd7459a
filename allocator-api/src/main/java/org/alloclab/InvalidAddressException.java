package org.alloclab;

/**
 * An address was passed that is not a live block of the allocator. The allocator is as before.
 *
 * <p>The message names the address and {@linkplain #what() what it is} instead.
 */
public final class InvalidAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** What an address can be that is not a live block. */
    public enum What {
        /** Inside no arena of this allocator, and not a raw block of it. */
        UNKNOWN("belongs to no live block of this allocator"),
        /** Inside memory that another allocator got from the system. */
        OTHER_ALLOCATOR("belongs to another allocator"),
        /** Where an arena was that has been given back. */
        ARENA_RELEASED("lies in an arena that was given back"),
        /** In an arena, but in no pool in use: a free pool, a pool header, or unusable bytes. */
        NO_BLOCK("lies in no block"),
        /** In a pool, beyond the blocks handed out so far. */
        NEVER_ALLOCATED("was never allocated"),
        /** Inside a block, not its start. */
        INTERIOR("is inside a block"),
        /** The start of a block that is free: it was freed before. */
        ALREADY_FREED("is already free");

        private final String phrase;

        What(String phrase) {
            this.phrase = phrase;
        }
    }

    private final long address;
    private final What what;

    /**
     * @param address the address passed
     * @param what what it is
     * @param detail more about it, such as the block it lies in; may be empty
     */
    public InvalidAddressException(long address, What what, String detail) {
        super(
                "address: 0x%x %s%s (expected: a live block)"
                        .formatted(address, what.phrase, detail.isEmpty() ? "" : ", " + detail));
        this.address = address;
        this.what = what;
    }

    /**
     * An address inside a pool that is not a live block: says which block it lies in.
     *
     * @param address the address passed
     * @param first address of the pool's first block
     * @param blockBytes bytes of the pool's blocks
     * @param handedOut blocks handed out at least once, which come first in the pool
     * @param capacity blocks in all
     */
    public static InvalidAddressException inPool(
            long address, long first, int blockBytes, int handedOut, int capacity) {
        long index = Math.floorDiv(address - first, blockBytes);
        if (index < 0 || index >= capacity) {
            return new InvalidAddressException(
                    address, What.NO_BLOCK, "before or behind the blocks of a pool");
        }
        long block = first + index * blockBytes;
        What what =
                index >= handedOut
                        ? What.NEVER_ALLOCATED
                        : block == address ? What.ALREADY_FREED : What.INTERIOR;
        String place = "byte %d of block 0x%x of %d".formatted(address - block, block, blockBytes);
        return new InvalidAddressException(address, what, place);
    }

    /** The address passed. */
    public long address() {
        return address;
    }

    /** What the address is. */
    public What what() {
        return what;
    }
}
