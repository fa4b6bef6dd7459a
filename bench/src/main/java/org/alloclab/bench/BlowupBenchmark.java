package org.alloclab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.util.concurrent.ExecutionException;

/**
 * {@code blowup}: a thread allocates a million blocks, frees every twentieth and sleeps; another
 * frees the others. No block is live then, but the allocator may keep the memory for its owner,
 * which sleeps: the blow-up that Berger and others describe (Hoard, ASPLOS 2000).
 */
public class BlowupBenchmark extends MemoryWorkload {
    private static final int FREED_BY_OWNER = 20;

    /** Measures a round. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public void blowup() throws InterruptedException, ExecutionException {
        long[] all = new long[blocks];
        try (Sleepers owner = new Sleepers(1)) {
            ready();
            owner.all(_ -> {
                allocate(all);
                free(all, FREED_BY_OWNER, true);
            });
            free(all, FREED_BY_OWNER, false);
            recordKept();
        }
    }
}
