package org.alloclab.bench;

import org.alloclab.SmallObjectAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * {@code transfer}: a thread replaces blocks of 8 to 512 bytes at random, three in four among its
 * own, one in four in slots that all threads share, so that it frees what other threads have
 * allocated. After mstress: every word of a block is written, and checked before the block is
 * freed.
 *
 * <p>A block that was damaged, or handed out twice, fails the benchmark.
 */
public class TransferBenchmark extends WorkloadThread {
    private static final int OWN = 3000;
    private static final int SHARED = 1000;
    private static final int PAIRS = 1000;

    private final long[] own = new long[OWN];
    private Tape tape;
    private int next;

    /** The slots that the threads share; 0, or a block as {@link KeyedBlock} has it. */
    @State(Scope.Benchmark)
    public static class SharedSlots {
        private final AtomicLongArray slots = new AtomicLongArray(SHARED);

        /** Empties them in the end. */
        @Setup
        public void setUp(MeasuredAllocator subject) {
            subject.lastly(() -> {
                for (int i = 0; i < SHARED; i++) {
                    release(subject.allocator(), slots.get(i));
                }
            });
        }

        /**
         * Both releases and acquires: the thread that takes a block sees what the giver wrote into
         * it.
         */
        long exchange(int slot, long block) {
            return slots.getAndSet(slot, block);
        }
    }

    @Override
    void fill() {
        tape = new Tape(index(), OWN + SHARED, TransferBenchmark::size);
    }

    /** One half small, the other of any size; in whole words. */
    private static int size(SplittableRandom random) {
        int most = random.nextBoolean() ? 16 : KeyedBlock.MOST_WORDS;
        return random.nextInt(1, most + 1) * Long.BYTES;
    }

    /** Replaces blocks. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void transfer(SharedSlots shared) {
        SmallObjectAllocator allocator = allocator();
        begin();
        for (int i = 0; i < PAIRS; i++) {
            int step = tape.step(next + i);
            int slot = Tape.slot(step);
            int size = Tape.size(step);
            long block = KeyedBlock.write(allocator.allocate(size), size, next + i);
            long before;
            if (slot < OWN) {
                before = own[slot];
                own[slot] = block;
            } else {
                before = shared.exchange(slot - OWN, block);
            }
            release(allocator, before);
        }
        next += PAIRS;
        end();
    }

    private static void release(SmallObjectAllocator allocator, long block) {
        if (block != 0) {
            KeyedBlock.check(block);
            allocator.free(KeyedBlock.address(block));
        }
    }

    @Override
    void empty() {
        for (long block : own) {
            release(allocator(), block);
        }
    }
}
