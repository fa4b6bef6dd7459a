package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * {@code trace}: the calls of a real program, again and again. Each thread makes all of them, for
 * itself. One byte of each page of a block is written, so that memory is used as far as a program
 * would.
 *
 * <p><b>Score.</b> A pair is two calls, whatever they are: behind the last call of the program what
 * still lives is freed, so that there are as many frees as allocations; a reallocation is half a
 * pair.
 */
public class TraceBenchmark extends Workload {
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
