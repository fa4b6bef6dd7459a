package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;

import java.util.concurrent.atomic.AtomicInteger;

/** A mutant: before it trims, a thread waits in a loop until no other is about to. */
public final class SpinningAllocator implements SmallObjectAllocator {
    private final LockFreeAllocator heap;
    private final AtomicInteger inside = new AtomicInteger();

    public SpinningAllocator(HeapLayout layout, ArenaSource source) {
        heap = new LockFreeAllocator(layout, source);
    }

    @Override
    public long allocate(long size) {
        return heap.allocate(size);
    }

    @Override
    public long allocateZeroed(long size) {
        return heap.allocateZeroed(size);
    }

    @Override
    public long reallocate(long address, long size) {
        return heap.reallocate(address, size);
    }

    @Override
    public void free(long address) {
        heap.free(address);
    }

    @Override
    public long usableSize(long address) {
        return heap.usableSize(address);
    }

    @Override
    public HeapStatistics statistics() {
        return heap.statistics();
    }

    @Override
    public HeapSnapshot snapshot() {
        return heap.snapshot();
    }

    @Override
    public void trim() {
        while (!inside.compareAndSet(0, 1)) {
            Thread.onSpinWait();
        }
        inside.set(0);
        heap.trim();
    }

    @Override
    public HeapLayout layout() {
        return heap.layout();
    }

    @Override
    public void close() {
        heap.close();
    }
}
