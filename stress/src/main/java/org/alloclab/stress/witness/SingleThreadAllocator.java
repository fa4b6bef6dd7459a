package org.alloclab.stress.witness;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;

/**
 * An allocator for one thread, behind that one thread: whichever thread calls, the block is freed
 * by the thread that allocated it. Any thread may call, and waits for its turn.
 */
final class SingleThreadAllocator implements SmallObjectAllocator {
    private final SmallObjectAllocator confined;
    private final SingleThread thread = new SingleThread("allocator");

    SingleThreadAllocator(SmallObjectAllocator confined) {
        this.confined = confined;
    }

    @Override
    public long allocate(long size) {
        return thread.call(() -> confined.allocate(size));
    }

    @Override
    public long allocateZeroed(long size) {
        return thread.call(() -> confined.allocateZeroed(size));
    }

    @Override
    public long reallocate(long address, long size) {
        return thread.call(() -> confined.reallocate(address, size));
    }

    @Override
    public void free(long address) {
        thread.run(() -> confined.free(address));
    }

    @Override
    public long usableSize(long address) {
        return thread.call(() -> confined.usableSize(address));
    }

    @Override
    public HeapStatistics statistics() {
        return thread.call(confined::statistics);
    }

    @Override
    public HeapSnapshot snapshot() {
        return thread.call(confined::snapshot);
    }

    @Override
    public void trim() {
        thread.run(confined::trim);
    }

    @Override
    public HeapLayout layout() {
        return thread.call(confined::layout);
    }

    /** The thread lives on: later calls are refused by the allocator, not by its absence. */
    @Override
    public void close() {
        thread.run(confined::close);
    }
}
