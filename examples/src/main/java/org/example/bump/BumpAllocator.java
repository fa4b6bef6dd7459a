package org.example.bump;

import org.alloclab.HeapExhaustedException;
import org.alloclab.SizeClasses;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bump allocator with free lists, under one lock. Blocks are powers of two, carved from chunks
 * one behind the other; a freed block waits in the list of its size for the next allocation of that
 * size. 16 bytes before each block hold the exponent of its size.
 */
class BumpAllocator implements SmallObjectAllocator {
    private static final int HEADER = SizeClasses.ALIGNMENT;
    private static final long CHUNK = 1 << 20;
    private static final long MOST = 1L << 40;

    private final Arena chunks = Arena.ofShared();

    private final List<Deque<Long>> freed = // by exponent
            Stream.<Deque<Long>>generate(ArrayDeque::new).limit(Long.SIZE).toList();
    private long next; // where the next block is carved from the chunk
    private long end; // of the chunk

    @Override
    public synchronized long allocate(long size) {
        SizeClasses.checkSize(size);
        if (size > MOST) {
            throw new HeapExhaustedException(size, "no block is larger than a tebibyte");
        }
        checkOpen();
        int exponent = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size, HEADER) - 1);
        Long block = freed.get(exponent).pollLast();
        return block != null ? block : carve(exponent, size);
    }

    private long carve(int exponent, long size) {
        long bytes = HEADER + (1L << exponent);
        if (end - next < bytes) {
            long chunk = Math.max(CHUNK, bytes);
            try {
                next = chunks.allocate(chunk, SizeClasses.ALIGNMENT).address();
            } catch (OutOfMemoryError e) {
                throw new HeapExhaustedException(size, e.getMessage());
            }
            end = next + chunk;
        }
        long block = next + HEADER;
        Memory.putInt(block - HEADER, exponent);
        next += bytes;
        return block;
    }

    @Override
    public synchronized void free(long address) {
        if (address != 0) {
            freed.get(exponent(address)).addLast(address);
        }
    }

    @Override
    public long usableSize(long address) {
        return 1L << exponent(address);
    }

    private int exponent(long address) {
        checkOpen();
        return Memory.getInt(address - HEADER);
    }

    private void checkOpen() {
        if (!chunks.scope().isAlive()) {
            throw new IllegalStateException("allocator: closed");
        }
    }

    @Override
    public synchronized void close() {
        if (chunks.scope().isAlive()) {
            chunks.close();
        }
    }
}
