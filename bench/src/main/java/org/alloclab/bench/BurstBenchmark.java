package org.alloclab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.concurrent.ExecutionException;

/**
 * {@code burst}: some threads allocate much and free all of it; then no thread calls the allocator
 * for {@value #QUIET_MILLIS} ms, longer than the lock-free model keeps free arenas.
 */
public class BurstBenchmark extends MemoryWorkload {
    private static final int THREADS = 4;
    private static final int QUIET_MILLIS = 300;

    /** Measures a round. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void burst() throws InterruptedException, ExecutionException {
        long[][] each = new long[THREADS][blocks / THREADS];
        try (Sleepers threads = new Sleepers(THREADS)) {
            ready();
            threads.all(thread -> allocate(each[thread]));
            threads.all(thread -> free(each[thread], 1, true));
            Thread.sleep(QUIET_MILLIS);
            recordKept();
        }
    }
}
