package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.concurrent.ExecutionException;

/**
 * {@code thread-churn}: a new thread frees the {@value #BLOCKS} blocks of 16 to 512 bytes that the
 * one before has left, allocates as many, and dies. After mleak: what the dead have must not be
 * lost. The score is mostly the birth and death of threads; mind the memory beside it.
 */
public class ThreadChurnBenchmark extends WorkloadThread {
    private static final int BLOCKS = 100;

    private final long[] left = new long[BLOCKS];
    private Tape tape;
    private int next;

    @Override
    boolean handsOver() {
        return true;
    }

    @Override
    void fill() {
        tape = new Tape(index(), 1, Tape.uniform(16, 512));
    }

    /** Lives through a generation. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void threadChurn() throws InterruptedException, ExecutionException {
        Generation.live(this::live);
    }

    private void live() {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < BLOCKS; i++) {
            allocator.free(left[i]);
            long block = allocator.allocate(Tape.size(tape.step(next + i)));
            Memory.putLong(block, i);
            left[i] = block;
        }
        next += BLOCKS;
        end();
    }

    @Override
    void empty() {
        for (long block : left) {
            allocator().free(block);
        }
    }
}
