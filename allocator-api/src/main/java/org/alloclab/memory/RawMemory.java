package org.alloclab.memory;

import org.alloclab.HeapExhaustedException;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The C library's allocator, with a record of what is live: requests of 0 and of more than 512
 * bytes.
 *
 * <p>The record is what makes a wrong address an answer instead of a crash. A block is in it
 * exactly while it is live: it is entered after {@code malloc} and removed before {@code free}, so
 * whoever removes it alone may free it.
 *
 * <p>Any thread may call; threads may delay each other, in the record and in the C library.
 */
public final class RawMemory {
    private static final long UNKNOWN = -1;
    private static final long WORTH_A_TRIM = 128 << 10; // M_TRIM_THRESHOLD, see mallopt(3)

    private final ConcurrentHashMap<Long, Long> sizes = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final MappedBytes mapped;
    private final AtomicLong freed = new AtomicLong(); // bytes, since the last trim
    private volatile boolean closed; // read by callers that race with close, after their entry

    /**
     * @param mapped counts what is held
     */
    public RawMemory(MappedBytes mapped) {
        this.mapped = mapped;
    }

    /**
     * Allocates a block; 0 bytes become 1, so that the block is unique.
     *
     * @throws HeapExhaustedException if the C library refuses
     */
    public long allocate(long size) {
        return enter(LibC.malloc(Math.max(size, 1)), size);
    }

    /**
     * Allocates a block of zeros.
     *
     * @throws HeapExhaustedException if the C library refuses
     */
    public long allocateZeroed(long size) {
        return enter(LibC.calloc(Math.max(size, 1)), size);
    }

    /**
     * Resizes a block. When it throws for want of native memory, the old block lives on.
     *
     * @return the block's address, or 0 if {@code block} is not a live block
     * @throws HeapExhaustedException if the C library refuses
     */
    public long reallocate(long block, long size) {
        long before = remove(block);
        if (before == UNKNOWN) {
            return 0;
        }
        long moved = LibC.realloc(block, Math.max(size, 1));
        if (moved == 0) {
            enter(block, before);
            throw refused(size);
        }
        return enter(moved, size);
    }

    /**
     * Frees a block.
     *
     * @return whether it was a live block; nothing happens if not
     */
    public boolean free(long block) {
        long size = remove(block);
        if (size == UNKNOWN) {
            return false;
        }
        LibC.free(block, size);
        return true;
    }

    /**
     * Has the C library give its free memory back to the system, where it is glibc: of its own
     * accord it keeps whatever lies below a live block. Nothing is done if less was freed here
     * since the last time than glibc would give back itself.
     *
     * <p>The library takes its locks one after the other: callers that allocate may be delayed.
     */
    public void trim() {
        if (freed.get() >= WORTH_A_TRIM) {
            freed.set(0); // before: what is freed from here on is for the next one
            LibC.trim();
        }
    }

    /** Bytes asked for in a live block, or −1 if it is none. */
    public long size(long block) {
        return sizes.getOrDefault(block, UNKNOWN);
    }

    /** Live blocks. */
    public long blocks() {
        return sizes.mappingCount();
    }

    /** Bytes asked for in live blocks. */
    public long bytes() {
        return bytes.get();
    }

    /** Frees every block, also those that calls in progress are about to enter. */
    public void close() {
        closed = true;
        sizes.keySet().forEach(this::free);
    }

    private long enter(long block, long size) {
        if (block == 0) {
            throw refused(size);
        }
        try {
            bytes.addAndGet(size);
            mapped.add(size);
            sizes.put(block, size);
        } catch (OutOfMemoryError e) { // of the Java heap: the record has no room for the block
            bytes.addAndGet(-size);
            mapped.subtract(size);
            LibC.free(block, size);
            throw e;
        }
        // Either close sees the entry made before this read, or this read sees it closed.
        if (closed) {
            free(block);
            throw new IllegalStateException("allocator: closed");
        }
        return block;
    }

    private long remove(long block) {
        Long size = sizes.remove(block);
        if (size == null) {
            return UNKNOWN;
        }
        bytes.addAndGet(-size);
        mapped.subtract(size);
        freed.addAndGet(size);
        return size;
    }

    private static HeapExhaustedException refused(long size) {
        return new HeapExhaustedException(size, "the C library refuses them");
    }
}
