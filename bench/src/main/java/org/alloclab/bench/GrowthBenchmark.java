package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * {@code growth}: as {@code churn}, with up to millions of live blocks, which no cache holds any
 * more. The threads share them out among themselves.
 *
 * <p>A tape for so many slots would itself wash the caches. The slots and sizes come from a
 * multiplication and an addition instead, the same for every backend.
 */
@Fork(
        value = 2,
        jvmArgs = {
            WorkloadThread.NATIVE_ACCESS,
            WorkloadThread.NO_UNSAFE_WARNING,
            WorkloadThread.SERIAL_COLLECTOR,
            WorkloadThread.TOUCHED_HEAP,
            WorkloadThread.NO_PERFORMANCE_FILE,
            "-Xms512m", // slots, and what the models keep for each pool
            "-Xmx512m",
        })
public class GrowthBenchmark extends WorkloadThread {
    private static final int PAIRS = 1000;
    private static final int SMALLEST = 16;
    private static final int SIZES = 512 - SMALLEST + 1;

    // Knuth's MMIX generator; its upper bits are good.
    private static final long FACTOR = 6364136223846793005L;
    private static final long INCREMENT = 1442695040888963407L;

    /** Live blocks of all threads together. */
    @Param({"1000", "100000", "10000000"})
    public int live;

    private long[] slots;
    private long random;

    @Override
    void fill() {
        slots = new long[Math.max(1, live / threads())];
        random = index();
        for (int i = 0; i < slots.length; i++) {
            advance();
            slots[i] = allocated(allocator());
        }
    }

    /** Replaces blocks. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void growth() {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < PAIRS; i++) {
            advance();
            int slot = (int) ((random >>> 32) * slots.length >>> 32);
            allocator.free(slots[slot]);
            slots[slot] = allocated(allocator);
        }
        end();
    }

    private void advance() {
        random = random * FACTOR + INCREMENT;
    }

    private long allocated(SmallObjectAllocator allocator) {
        long size = SMALLEST + ((random >>> 16 & 0xFFFF) * SIZES >>> 16);
        long block = allocator.allocate(size);
        Memory.putLong(block, size);
        return block;
    }

    @Override
    void empty() {
        for (long block : slots) {
            allocator().free(block);
        }
    }
}
