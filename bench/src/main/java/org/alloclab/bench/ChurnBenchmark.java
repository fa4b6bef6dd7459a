package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * {@code churn}: a thread keeps {@value #SLOTS} blocks of 16 to 512 bytes and replaces one of them
 * at random, again and again. After glibc-thread: unpredictable lifetimes.
 */
public class ChurnBenchmark extends WorkloadThread {
    private static final int SLOTS = 1000;
    private static final int PAIRS = 1000;

    private final long[] slots = new long[SLOTS];
    private Tape tape;
    private int next;

    @Override
    void fill() {
        tape = new Tape(index(), SLOTS, Tape.uniform(16, 512));
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = allocator().allocate(Tape.size(tape.step(i)));
        }
    }

    /** Replaces blocks. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void churn() {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < PAIRS; i++) {
            int step = tape.step(next + i);
            int slot = Tape.slot(step);
            allocator.free(slots[slot]);
            long block = allocator.allocate(Tape.size(step));
            Memory.putLong(block, slot);
            slots[slot] = block;
        }
        next += PAIRS;
        end();
    }

    @Override
    void empty() {
        for (long block : slots) {
            allocator().free(block);
        }
    }
}
