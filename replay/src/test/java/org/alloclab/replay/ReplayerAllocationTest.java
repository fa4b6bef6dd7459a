package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;

class ReplayerAllocationTest {
    /** A stack of blocks of 2048 bytes: allocates nothing itself. */
    private static final class Blocks extends PlainAllocator {
        private final long[] free = new long[64];
        private int top;

        Blocks() {
            for (; top < free.length; top++) {
                free[top] = raw.allocate(2048);
            }
        }

        @Override
        public long allocate(long size) {
            return free[--top];
        }

        @Override
        public long reallocate(long address, long size) {
            return address;
        }

        @Override
        public void free(long address) {
            free[top++] = address;
        }
    }

    @Test
    void theMeasuredLoopCreatesNoJavaObject() throws IOException {
        TraceBytes bytes = new TraceBytes();
        for (int id = 0; id < 10_000; id++) {
            bytes.thread(id % 3).allocate(id % 2000).reallocate(id, id % 1500).free(id);
        }
        Trace trace = bytes.trace();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Blocks blocks = new Blocks()) {
            Violations violations = new Violations();
            Replayer replayer = new Replayer(blocks, violations, true, 0, new long[trace.slots()]);
            Chunk chunk = trace.chunks().next();
            long created = Long.MAX_VALUE;
            for (int round = 0; round < 50; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                replayer.replay(chunk);
                created = Math.min(created, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(violations.first()).isEmpty();
            assertThat(created).as("bytes in 30,000 operations").isLessThan(1_000);
        }
    }
}
