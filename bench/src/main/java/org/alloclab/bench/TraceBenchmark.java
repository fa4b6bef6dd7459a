package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code trace}: the calls of a real program, again and again. Each thread makes all of them, for
 * itself. One byte of each page of a block is written, so that memory is used as far as a program
 * would.
 *
 * <p><b>Score.</b> A pair is two calls, whatever they are: behind the last call of the program what
 * still lives is freed, so that there are as many frees as allocations; a reallocation is half a
 * pair.
 */
public class TraceBenchmark extends WorkloadThread {
    private static final int PAIRS = 1000;
    private static final int PAGE_BYTES = 4096;

    private long[] blocks;
    private int next;

    /** Makes some calls. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void trace(TraceTape tape) {
        replay(tape, 2 * PAIRS);
    }

    /**
     * All calls once, by the interpreter: not for the score but for {@link PeakMemory}, which can
     * then tell what a peer takes.
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(
            value = 1,
            jvmArgs = {
                WorkloadThread.NATIVE_ACCESS,
                WorkloadThread.NO_UNSAFE_WARNING,
                WorkloadThread.SERIAL_COLLECTOR,
                WorkloadThread.TOUCHED_HEAP,
                WorkloadThread.NO_PERFORMANCE_FILE,
                "-Xms64m",
                "-Xmx64m",
                "-Xint",
            })
    public void footprint(TraceTape tape) {
        loadClasses();
        footprint().begin();
        replay(tape, tape.length());
    }

    /** What the first calls bring into memory is not the allocator's. */
    private void loadClasses() {
        SmallObjectAllocator allocator = allocator();
        allocator.free(allocator.reallocate(allocator.allocate(1), 2));
    }

    private void replay(TraceTape tape, int calls) {
        if (blocks == null) {
            blocks = new long[tape.slots()];
        }
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < calls; i++) {
            long call = tape.call(next);
            next = next + 1 == tape.length() ? 0 : next + 1;
            int slot = TraceTape.slot(call);
            switch (TraceTape.kind(call)) {
                case TraceTape.ALLOCATE -> {
                    int size = TraceTape.size(call);
                    blocks[slot] = touched(allocator.allocate(size), size);
                }
                case TraceTape.REALLOCATE -> {
                    int size = TraceTape.size(call);
                    blocks[slot] = touched(allocator.reallocate(blocks[slot], size), size);
                }
                default -> {
                    allocator.free(blocks[slot]);
                    blocks[slot] = 0;
                }
            }
        }
        end();
    }

    private static long touched(long block, int size) {
        for (long at = block; at < block + size; at += PAGE_BYTES) {
            Memory.putByte(at, (byte) 1);
        }
        return block;
    }

    @Override
    void empty() {
        if (blocks != null) {
            for (long block : blocks) {
                allocator().free(block);
            }
        }
    }
}
