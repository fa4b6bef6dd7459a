package org.alloclab.replay;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.RawMemory;

import java.util.List;

/** Keeps the contract with nothing but the C library; tests override what shall be broken. */
class PlainAllocator implements SmallObjectAllocator {
    private final MappedBytes mapped = new MappedBytes();
    final RawMemory raw = new RawMemory(mapped);
    volatile boolean trimmed;

    @Override
    public long allocate(long size) {
        return raw.allocate(size);
    }

    @Override
    public long allocateZeroed(long size) {
        return raw.allocateZeroed(size);
    }

    @Override
    public long reallocate(long address, long size) {
        if (address == 0) {
            return allocate(size);
        }
        long moved = raw.reallocate(address, size);
        if (moved == 0) {
            throw new InvalidAddressException(address, What.UNKNOWN, "");
        }
        return moved;
    }

    @Override
    public void free(long address) {
        if (address != 0 && !raw.free(address)) {
            throw new InvalidAddressException(address, What.UNKNOWN, "");
        }
    }

    @Override
    public long usableSize(long address) {
        return raw.size(address);
    }

    @Override
    public HeapStatistics statistics() {
        return new HeapStatistics(
                layout(),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                raw.blocks(),
                raw.bytes(),
                mapped.current(),
                mapped.peak());
    }

    @Override
    public HeapSnapshot snapshot() {
        return new HeapSnapshot(layout(), List.of());
    }

    @Override
    public void trim() {
        trimmed = true;
    }

    @Override
    public HeapLayout layout() {
        return HeapLayout.CLASSIC;
    }

    @Override
    public void close() {
        raw.close();
    }
}
