package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * {@code virtual-threads}: a wave of {@value #THREADS} virtual threads, which allocate 1, 2, 3 and
 * so on blocks of 16 to 512 bytes. Each frees the older half of its blocks by itself and leaves the
 * others to its neighbour in the next wave. Birth and death of the threads are part of the score;
 * how many run at a time is the JVM's choice, whatever {@code -t} says.
 */
public class VirtualThreadsBenchmark extends WorkloadThread {
    private static final int THREADS = 100;
    private static final int PAIRS = THREADS * (THREADS + 1) / 2;

    private Tape tape;
    private long[][] allocated = triangle();
    private long[][] left = triangle(); // by the wave before

    private static long[][] triangle() {
        long[][] blocks = new long[THREADS][];
        for (int i = 0; i < THREADS; i++) {
            blocks[i] = new long[i + 1];
        }
        return blocks;
    }

    @Override
    boolean handsOver() {
        return true;
    }

    @Override
    void fill() {
        tape = new Tape(index(), 1, Tape.uniform(16, 512));
    }

    /** Lets a wave of threads live. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void virtualThreads() throws InterruptedException, ExecutionException {
        List<FutureTask<Void>> lives = new ArrayList<>(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            FutureTask<Void> life = new FutureTask<>(() -> live(thread), null);
            Thread.startVirtualThread(life);
            lives.add(life);
        }
        for (FutureTask<Void> life : lives) {
            life.get();
        }
        long[][] emptied = left;
        left = allocated;
        allocated = emptied;
    }

    private void live(int thread) {
        begin();
        allocateAll(allocated[thread], thread);
        freeOlderHalf(allocated[thread]);
        freeYoungerHalf(left[(thread + 1) % THREADS]);
        end();
    }

    private void allocateAll(long[] blocks, int thread) {
        SmallObjectAllocator allocator = allocator();
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = allocator.allocate(Tape.size(tape.step(thread * THREADS + i)));
            Memory.putLong(blocks[i], i);
        }
    }

    private void freeOlderHalf(long[] blocks) {
        SmallObjectAllocator allocator = allocator();
        for (int i = 0; i < blocks.length / 2; i++) {
            allocator.free(blocks[i]);
        }
    }

    private void freeYoungerHalf(long[] blocks) {
        SmallObjectAllocator allocator = allocator();
        for (int i = blocks.length / 2; i < blocks.length; i++) {
            allocator.free(blocks[i]);
        }
    }

    @Override
    void empty() {
        for (long[] blocks : left) {
            freeYoungerHalf(blocks);
        }
    }
}
