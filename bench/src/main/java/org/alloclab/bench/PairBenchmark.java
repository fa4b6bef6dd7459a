package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * {@code pair}: a block is freed as soon as it is allocated. After linux-scalability: nothing but
 * the fast paths.
 */
public class PairBenchmark extends WorkloadThread {
    static final int PAIRS = 1000;

    /** Bytes of the block. */
    @Param("64")
    public int size;

    /** Allocates and frees. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void pair() {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < PAIRS; i++) {
            long block = allocator.allocate(size);
            Memory.putLong(block, i);
            allocator.free(block);
        }
        end();
    }
}
