package org.alloclab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

import java.util.concurrent.ExecutionException;

/**
 * {@code idle}: many threads reach the peak of what they need at the same time, free all but one
 * block in {@value #KEPT}, and sleep. Few blocks are live, and they lie anywhere.
 */
public class IdleBenchmark extends MemoryWorkload {
    private static final int KEPT = 700;

    /** How many threads. */
    @Param("200")
    public int sleepers;

    /** Measures a round. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void idle() throws InterruptedException, ExecutionException {
        long[][] each = new long[sleepers][blocks / sleepers];
        try (Sleepers threads = new Sleepers(sleepers)) {
            ready();
            threads.all(thread -> allocate(each[thread]));
            threads.all(thread -> free(each[thread], KEPT, false));
            recordKept();
            threads.all(thread -> free(each[thread], KEPT, true));
        }
    }
}
