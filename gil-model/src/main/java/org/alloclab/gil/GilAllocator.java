package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;

/**
 * CPython's small-object allocator, every call serialised through a global lock.
 *
 * <p>Source: CPython {@code Objects/obmalloc.c}; which version is the {@linkplain HeapLayout
 * layout}. Placement is CPython's own: see {@link org.alloclab.gil}.
 *
 * <p>Any thread may call. A thread that holds {@link #lock} delays every other, for as long as it
 * holds it; the raw blocks of the C library are served under the lock too, as CPython does.
 *
 * <p>A heap has no thread of its own: an arena goes back when the free that empties it says so, and
 * what stays is given back by {@link #trim}, which a {@link org.alloclab.HeapTrimmer} calls again
 * and again.
 *
 * <p>A StackOverflowError in the middle of a call may cost the heap a pool, but no block in use;
 * who finds that a list does not agree then meets a {@link org.alloclab.HeapCorruptedException}.
 */
public final class GilAllocator implements SmallObjectAllocator {
    private final GlobalInterpreterLock lock = new GlobalInterpreterLock();
    private final Heap heap;

    /**
     * Creates an empty heap with arenas from the operating system.
     *
     * @throws org.alloclab.HeapExhaustedException if the system, or the limit on the addresses of
     *     this process, leaves too few for a heap
     */
    public GilAllocator(HeapLayout layout) {
        this(layout, ArenaSource.system(layout.arenaBytes()));
    }

    /**
     * Creates an empty heap.
     *
     * @param layout the heap's numbers
     * @param source where its arenas come from; closed with the heap
     * @throws IllegalArgumentException if the source's arenas have another size
     */
    public GilAllocator(HeapLayout layout, ArenaSource source) {
        this(new Heap(layout, source, Pool::new));
    }

    private GilAllocator(Heap heap) {
        this.heap = heap;
    }

    /**
     * Creates an empty heap that believes its callers, as CPython's release build does: a wrong
     * free goes unnoticed, and shows later as a block that two have, or none. It places blocks as
     * any other does. For showing what misuse does: a block is never handed out beyond its pool,
     * and arenas stay mapped until the heap is closed, so that it is not the virtual machine that
     * ends.
     */
    public static GilAllocator unchecked(HeapLayout layout) {
        return unchecked(layout, new KeptArenas(ArenaSource.system(layout.arenaBytes())));
    }

    /** As {@link #unchecked(HeapLayout)}, with arenas that stay mapped if the source sees to it. */
    static GilAllocator unchecked(HeapLayout layout, ArenaSource source) {
        return new GilAllocator(new Heap(layout, source, UncheckedPool::new));
    }

    /** The lock of this heap, for callers that hold it across many calls, and for its cost. */
    public GlobalInterpreterLock lock() {
        return lock;
    }

    @Override
    public long allocate(long size) {
        boolean entered = lock.enter();
        try {
            return heap.allocate(size);
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public long allocateZeroed(long size) {
        boolean entered = lock.enter();
        try {
            return heap.allocateZeroed(size);
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public long reallocate(long address, long size) {
        boolean entered = lock.enter();
        try {
            return heap.reallocate(address, size);
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public void free(long address) {
        boolean entered = lock.enter();
        try {
            heap.free(address);
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public long usableSize(long address) {
        boolean entered = lock.enter();
        try {
            return heap.usableSize(address);
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public HeapStatistics statistics() {
        boolean entered = lock.enter();
        try {
            return heap.statistics();
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public HeapSnapshot snapshot() {
        boolean entered = lock.enter();
        try {
            return heap.snapshot();
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>CPython has no such call: it gives back every arena as soon as it is wholly free, but for
     * the last one, and no page of the others. A pool whose pages went begins anew; so from the
     * first trim on, blocks may lie elsewhere in their pools than CPython would have them. Other
     * threads wait for as long as it takes.
     */
    @Override
    public void trim() {
        boolean entered = lock.enter();
        try {
            heap.trim();
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }

    @Override
    public HeapLayout layout() {
        return heap.layout();
    }

    @Override
    public void close() {
        boolean entered = lock.enter();
        try {
            heap.close();
        } finally {
            if (entered) {
                lock.leave();
            }
        }
    }
}
