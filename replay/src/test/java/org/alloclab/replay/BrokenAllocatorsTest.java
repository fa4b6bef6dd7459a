package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapCorruptedException;
import org.alloclab.InvalidAddressException;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

/** Each broken promise is noticed, in both modes. */
@Timeout(60)
class BrokenAllocatorsTest {
    /** 2000 blocks by two threads in turns, each resized, and freed by the other one. */
    private static Trace trace() throws IOException {
        TraceBytes trace = new TraceBytes();
        for (int id = 0; id < 2000; id++) {
            trace.thread(id % 2).allocate(64 + id % 5 * 300).reallocate(id, 80 + id % 7 * 300);
            if (id >= 50) {
                trace.free(id - 49);
            }
        }
        return trace.trace();
    }

    /** The fewer violations of the two modes. */
    private static ReplayResult replay(PlainAllocator broken) throws Exception {
        try (broken) {
            ReplayResult copies = Replay.copies(trace(), 2).on(broken);
            ReplayResult recorded = Replay.recorded(trace()).on(broken);
            return copies.violations() < recorded.violations() ? copies : recorded;
        }
    }

    @Test
    void theSoundOneHasNone() throws Exception {
        ReplayResult result = replay(new PlainAllocator());
        assertThat(result.violations()).as("%s", result.firstViolations()).isZero();
        assertThat(result.liveBlocksAtEnd()).isZero();
    }

    @Test
    void aBlockHandedOutTwice() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            private final ThreadLocal<Long> last = new ThreadLocal<>();

                            @Override
                            public long allocate(long size) {
                                if (size != 364 || last.get() == null) {
                                    last.set(super.allocate(3000));
                                }
                                return last.get();
                            }

                            @Override
                            public long reallocate(long address, long size) {
                                return address;
                            }

                            // Never really: else the second holder would write to free memory.
                            @Override
                            public void free(long address) {}
                        });
        assertThat(result.violations()).isGreaterThan(100);
        assertThat(result.firstViolations()).hasSize(5);
    }

    @Test
    void blocksThatOverlap() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            private final long arena = super.allocate(1 << 20);
                            private long next = arena;

                            // Half of each block is the start of the next one.
                            @Override
                            public synchronized long allocate(long size) {
                                next += size / 32 * 16;
                                next = next > arena + (1 << 19) ? arena : next;
                                return next;
                            }

                            @Override
                            public long reallocate(long address, long size) {
                                return address;
                            }

                            @Override
                            public void free(long address) {}
                        });
        assertThat(result.violations()).isPositive();
    }

    @Test
    void contentsLostByReallocate() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public long reallocate(long address, long size) {
                                long moved = allocateZeroed(size);
                                free(address);
                                return moved;
                            }
                        });
        assertThat(result.violations()).isGreaterThanOrEqualTo(2000);
        assertThat(result.firstViolations()).hasSize(5);
        assertThat(result.firstViolations().getFirst())
                .matches("operation [\\d,.]+ \\(reallocate .* bytes\\): block 0x.* at byte 0");
    }

    @Test
    void theLastByteLostByReallocate() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public long reallocate(long address, long size) {
                                long moved = allocateZeroed(size);
                                Memory.copy(address, moved, Math.min(size, raw.size(address)) - 1);
                                free(address);
                                return moved;
                            }
                        });
        assertThat(result.violations()).isPositive();
    }

    @Test
    void blocksThatAreNotAligned() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public long allocate(long size) {
                                return size == 364
                                        ? super.allocate(size + 8) + 8
                                        : super.allocate(size);
                            }

                            @Override
                            public void free(long address) {
                                super.free(address & -16);
                            }
                        });
        assertThat(result.violations()).isEqualTo(400);
        assertThat(result.firstViolations().getFirst())
                .contains("(expected: a multiple of 16, not 0)");
        assertThat(result.liveBlocksAtEnd()).as("what is refused is given back").isZero();
    }

    @Test
    void noBlockAtAll() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public long allocate(long size) {
                                return size == 364 ? 0 : super.allocate(size);
                            }
                        });
        assertThat(result.violations()).isEqualTo(400);
    }

    @Test
    void liveBlocksThatAreRefused() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public void free(long address) {
                                super.free(address);
                                throw new InvalidAddressException(address, What.UNKNOWN, "");
                            }
                        });
        assertThat(result.violations()).as("every block, those at the end too").isEqualTo(2000);
        assertThat(result.firstViolations().getFirst()).contains("(expected: a live block)");
    }

    @Test
    void poolsPutOutOfUse() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public long reallocate(long address, long size) {
                                if (size == 380) {
                                    throw new HeapCorruptedException(4096, "by the test");
                                }
                                return super.reallocate(address, size);
                            }
                        });
        assertThat(result.violations()).isEqualTo(286);
        assertThat(result.liveBlocksAtEnd()).as("the old blocks live on and are freed").isZero();
    }

    @Test
    void blocksThatAreLeaked() throws Exception {
        ReplayResult result =
                replay(
                        new PlainAllocator() {
                            @Override
                            public void free(long address) {
                                if (raw.size(address) != 380) {
                                    super.free(address);
                                }
                            }
                        });
        assertThat(result.violations()).isZero();
        assertThat(result.liveBlocksAtEnd()).isPositive();
        assertThat(result.mappedBytesAtEnd()).isEqualTo(result.liveBlocksAtEnd() * 380);
    }
}
