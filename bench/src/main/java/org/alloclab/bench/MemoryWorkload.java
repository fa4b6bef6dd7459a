package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

import java.util.OptionalLong;

/**
 * A workload that frees most or all of its blocks, to measure how much memory the allocator keeps
 * all the same, and how much after a trim by a thread that owns none of it: secondary results of
 * {@link PeakMemory}. Resident bytes are those by which the process has grown since before its
 * first block; some MiB of them may be the compiler's. The score is mostly the start and the sleep
 * of threads.
 *
 * <p>For one JMH thread: the memory that several keep cannot be told apart.
 */
@Fork(
        value = 2,
        jvmArgs = {
            WorkloadThread.NATIVE_ACCESS,
            WorkloadThread.NO_UNSAFE_WARNING,
            WorkloadThread.SERIAL_COLLECTOR,
            WorkloadThread.TOUCHED_HEAP,
            WorkloadThread.NO_PERFORMANCE_FILE,
            "-Xms512m", // blocks, and what the models keep for each pool
            "-Xmx512m",
        })
public abstract class MemoryWorkload extends WorkloadThread {
    /** The usual number of {@link #blocks}. */
    static final int BLOCKS = 1_000_000;

    /** Blocks allocated in a round, by all threads together. */
    @Param("" + BLOCKS)
    public int blocks;

    private Tape tape;
    private OptionalLong before = OptionalLong.empty();

    MemoryWorkload() {}

    @Override
    final boolean handsOver() {
        return true;
    }

    @Override
    final void fill() {
        tape = new Tape(index(), 1, Tape.uniform(48, 512));
    }

    /** To be called when the threads have started, before the first block. */
    final void ready() {
        if (before.isEmpty()) {
            before = ResidentSet.now();
        }
    }

    /** Allocates some blocks and writes to each page of them. */
    final void allocate(long[] into) {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < into.length; i++) {
            int size = Tape.size(tape.step(i));
            into[i] = allocator.allocate(size);
            Memory.putLong(into[i], i);
            Memory.putByte(into[i] + size - 1, (byte) i);
        }
        end();
    }

    /**
     * Frees those blocks whose index is, or is not, a multiple of a number.
     *
     * @param multiples which of the two
     */
    final void free(long[] of, int number, boolean multiples) {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < of.length; i++) {
            if (i % number == 0 == multiples) {
                allocator.free(of[i]);
            }
        }
        end();
    }

    /** Records what is kept now, and what after a trim by the calling thread. */
    final void recordKept() {
        record(PeakMemory.KEPT_MAPPED, PeakMemory.KEPT_RESIDENT);
        allocator().trim();
        record(PeakMemory.TRIMMED_MAPPED, PeakMemory.TRIMMED_RESIDENT);
    }

    private void record(String mapped, String resident) {
        footprint().mapped().ifPresent(bytes -> PeakMemory.found(mapped, bytes));
        OptionalLong now = ResidentSet.now();
        if (before.isPresent() && now.isPresent()) {
            long grown = Math.max(0, now.getAsLong() - before.getAsLong());
            PeakMemory.found(resident, grown);
        }
    }
}
