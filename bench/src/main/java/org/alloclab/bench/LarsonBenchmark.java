package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.ExecutionException;

/**
 * {@code larson}: as {@code churn}, but the slots go from generation to generation. Each invocation
 * is the life of a new thread: it replaces blocks that its dead ancestors have allocated, and
 * leaves its own behind. Birth and death of the thread are part of the score.
 */
public class LarsonBenchmark extends WorkloadThread {
    private static final int SLOTS = 1000;
    private static final int PAIRS = 100_000;
    private static final int BATCH = 1000;

    /** Bytes of the largest block; the smallest has 8. The original's are less than 1000. */
    @Param({"512", "999"})
    public int largest;

    private final long[] slots = new long[SLOTS];
    private Tape tape;
    private int next;

    @Override
    boolean handsOver() {
        return true;
    }

    @Override
    void fill() {
        tape = new Tape(index(), SLOTS, Tape.uniform(8, largest));
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = allocator().allocate(Tape.size(tape.step(i)));
        }
    }

    /** Lives through a generation. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void larson() throws InterruptedException, ExecutionException {
        Generation.live(this::live);
    }

    private void live() {
        for (int done = 0; done < PAIRS; done += BATCH) {
            replaceSome();
        }
    }

    private void replaceSome() {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < BATCH; i++) {
            int step = tape.step(next + i);
            int slot = Tape.slot(step);
            allocator.free(slots[slot]);
            long block = allocator.allocate(Tape.size(step));
            Memory.putLong(block, slot);
            slots[slot] = block;
        }
        next += BATCH;
        end();
    }

    @Override
    void empty() {
        for (long block : slots) {
            allocator().free(block);
        }
    }
}
