package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * {@code batch}: many blocks of 64 bytes are allocated, then all of them are freed. After
 * glibc-simple: how deep the fast paths reach.
 */
public class BatchBenchmark extends WorkloadThread {
    private static final int SIZE = 64;
    private static final int PAIRS = 1600;

    /** Blocks of a batch: a divisor of {@value #PAIRS}. */
    @Param({"25", "100", "400", "1600"})
    public int count;

    /**
     * In which order they are freed: the oldest first ({@code fifo}), the youngest first ({@code
     * lifo}), or the older half {@code fifo} and then the others {@code lifo} ({@code half}).
     */
    @Param({"fifo", "lifo", "half"})
    public String order;

    private long[] blocks;
    private int
            forwards; // blocks freed in the order of their allocation; then the others backwards

    @Override
    void fill() {
        if (count < 1 || PAIRS % count != 0) {
            throw new IllegalArgumentException(
                    "count: %d (expected: a divisor of %d)".formatted(count, PAIRS));
        }
        blocks = new long[count];
        forwards =
                switch (order) {
                    case "fifo" -> count;
                    case "lifo" -> 0;
                    case "half" -> count / 2;
                    default ->
                            throw new IllegalArgumentException(
                                    "order: " + order + " (expected: fifo, lifo or half)");
                };
    }

    /** Does as many batches as make up the same number of blocks, whatever their size. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void batch() {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int left = PAIRS; left > 0; left -= blocks.length) {
            allocateAll(allocator, blocks);
            freeAll(allocator, blocks, forwards);
        }
        end();
    }

    private static void allocateAll(SmallObjectAllocator allocator, long[] blocks) {
        for (int i = 0; i < blocks.length; i++) {
            long block = allocator.allocate(SIZE);
            Memory.putLong(block, i);
            blocks[i] = block;
        }
    }

    private static void freeAll(SmallObjectAllocator allocator, long[] blocks, int forwards) {
        for (int i = 0; i < forwards; i++) {
            allocator.free(blocks[i]);
        }
        for (int i = blocks.length - 1; i >= forwards; i--) {
            allocator.free(blocks[i]);
        }
    }
}
