package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Any allocator under one lock, every call by itself. It tells apart what a global lock costs and
 * what the structure behind it gives.
 */
final class LockedAllocator implements SmallObjectAllocator {
    private final ReentrantLock lock = new ReentrantLock();
    private final SmallObjectAllocator allocator;

    LockedAllocator(SmallObjectAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public long allocate(long size) {
        lock.lock();
        try {
            return allocator.allocate(size);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long allocateZeroed(long size) {
        lock.lock();
        try {
            return allocator.allocateZeroed(size);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long reallocate(long address, long size) {
        lock.lock();
        try {
            return allocator.reallocate(address, size);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void free(long address) {
        lock.lock();
        try {
            allocator.free(address);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long usableSize(long address) {
        lock.lock();
        try {
            return allocator.usableSize(address);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public HeapStatistics statistics() {
        lock.lock();
        try {
            return allocator.statistics();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public HeapSnapshot snapshot() {
        lock.lock();
        try {
            return allocator.snapshot();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void trim() {
        lock.lock();
        try {
            allocator.trim();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public HeapLayout layout() {
        return allocator.layout();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            allocator.close();
        } finally {
            lock.unlock();
        }
    }
}
