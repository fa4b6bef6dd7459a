package org.alloclab.peers;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorProvider;

/**
 * An allocator that users would pick instead, behind the interface of ours so that the same program
 * runs on it.
 *
 * <p><b>What of the contract holds.</b> Blocks are native addresses that do not overlap, of at
 * least the bytes asked for; a block of 0 bytes is unique and not 0. Their addresses are multiples
 * of 16, but of jemalloc, mimalloc and tcmalloc only of 8 where less than 16 bytes were asked for,
 * as C allows. Any thread may free any block, once, and the free happens-before the next allocation
 * that returns the block, unless the peer's provider does not promise to be concurrent. A negative
 * size is an {@link IllegalArgumentException}, memory that cannot be had a {@link
 * org.alloclab.HeapExhaustedException}.
 *
 * <p><b>What does not.</b> Peers are as unsafe as C: nothing is checked. To free a block twice, an
 * address that is no block, or a block of another allocator may crash the virtual machine or damage
 * its memory. They have no statistics, and have no layout: {@link #statistics}, {@link #snapshot}
 * and {@link #layout} are {@link UnsupportedOperationException}s.
 */
public abstract class PeerAllocator implements SmallObjectAllocator {
    private final String description;

    PeerAllocator(String description) {
        this.description = description;
    }

    /**
     * The version of an opened peer, and the file of its library where there is one; of another
     * allocator what its provider says. Not for programs to read.
     */
    public static String describe(AllocatorProvider provider, SmallObjectAllocator opened) {
        return opened instanceof PeerAllocator peer ? peer.description : provider.description();
    }

    /** The version, and the file of the library where there is one. */
    final String description() {
        return description;
    }

    @Override
    public final HeapStatistics statistics() {
        throw unsupported("has no statistics");
    }

    @Override
    public final HeapSnapshot snapshot() {
        throw unsupported("has no statistics");
    }

    @Override
    public final HeapLayout layout() {
        throw unsupported("has no layout");
    }

    static UnsupportedOperationException unsupported(String why) {
        return new UnsupportedOperationException("this peer " + why);
    }

    /** What a method handle may throw, as something unchecked. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException plain -> plain;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
