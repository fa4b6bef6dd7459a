package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.Control;

/**
 * {@code xmalloc}: some threads only allocate, blocks of 64 bytes, and others only free them. After
 * xmalloc-test: every free is a remote one.
 *
 * <p><b>Score.</b> As everywhere the time of one thread for one pair, so that the number of threads
 * divided by the score is the throughput: with one producer and one consumer, what the producer
 * takes to allocate a block plus what the consumer takes to free it, waiting for each other
 * included. To this end all threads are made to take equally long over an invocation: of the blocks
 * of a team, a producer allocates its share of all and a consumer frees its share of all.
 *
 * <p>The number of threads must be a multiple of the team's. When the time is up, a thread that
 * waits for another breaks off its invocation, of hundreds; JMH counts it as a whole one.
 */
@Threads(4)
public class XmallocBenchmark extends WorkloadThread {
    private static final int SIZE = 64;
    private static final int PAIRS = 6144; // of each thread's share in a team's blocks
    private static final int SPINS = 100;

    private BlockRing[] rings;
    private int turn;

    @Override
    boolean handsOver() {
        return true;
    }

    /** Allocates or frees, whatever the thread is for. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void xmalloc(Teams teams, Control control) {
        if (rings == null) {
            rings = teams.rings(index());
        }
        boolean isProducer = teams.isProducer(index());
        int blocks = PAIRS * teams.size() / teams.likes(index());
        while (blocks > 0) {
            BlockRing ring = rings[turn];
            long[] batch = await(ring, isProducer, control);
            if (batch == null) {
                return;
            }
            if (isProducer) {
                allocateAll(batch);
                ring.give();
            } else {
                freeAll(batch);
                ring.take();
            }
            turn = turn + 1 == rings.length ? 0 : turn + 1;
            blocks -= batch.length;
        }
    }

    /** Waits for the array that is next; null when the time is up. */
    private static long[] await(BlockRing ring, boolean isProducer, Control control) {
        for (int waits = 0; ; waits++) {
            long[] batch = isProducer ? ring.toGive() : ring.toTake();
            if (batch != null || control.stopMeasurement) {
                return batch;
            }
            pause(waits);
        }
    }

    /** There may be more threads than processors: the one that is waited for needs one. */
    private static void pause(int waits) {
        if (waits < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private void allocateAll(long[] batch) {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < batch.length; i++) {
            long block = allocator.allocate(SIZE);
            Memory.putLong(block, i);
            batch[i] = block;
        }
        end();
    }

    private void freeAll(long[] batch) {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (long block : batch) {
            allocator.free(block);
        }
        end();
    }
}
