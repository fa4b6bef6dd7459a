package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * {@code cache-thrash} and {@code cache-scratch}: a thread allocates a block of 8 bytes, writes to
 * it {@value #WRITES} times, and frees it. Where two threads are given blocks of one cache line,
 * they slow each other down many times; compare the score with that of a single thread.
 */
public class FalseSharingBenchmark extends WorkloadThread {
    private static final int SIZE = 8;
    private static final int WRITES = 1000;
    private static final int PAIRS = 10;

    /** A block for each thread, all allocated by one of them, one after the other. */
    @State(Scope.Benchmark)
    public static class Handout {
        private long[] blocks;

        /** Allocates them. */
        @Setup
        public void allocate(MeasuredAllocator subject, BenchmarkParams run) {
            blocks = new long[run.getThreads()];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = subject.allocator().allocate(SIZE);
            }
        }

        /** The block of a thread; 0 from the second time on. */
        long take(int thread) {
            long block = blocks[thread];
            blocks[thread] = 0;
            return block;
        }
    }

    /** {@code cache-thrash}: does the allocator itself serve two threads from one line? */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void thrash() {
        work(0);
    }

    /**
     * {@code cache-scratch}: at first each thread frees a block that was allocated next to the
     * others'. Does the allocator give it the same again?
     */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void scratch(Handout handout) {
        work(handout.take(index()));
    }

    /** 0 is no block, as for {@link SmallObjectAllocator#free}. */
    private void work(long handedOut) {
        SmallObjectAllocator allocator = allocator();
        begin();
        allocator.free(handedOut);
        for (int i = 0; i < PAIRS; i++) {
            long block = allocator.allocate(SIZE);
            for (int j = 0; j < WRITES; j++) {
                long next = block + (j & SIZE - 1); // not the same: the compiler would write once
                Memory.putByte(next, (byte) (Memory.getByte(next) + 1));
            }
            allocator.free(block);
        }
        end();
    }
}
