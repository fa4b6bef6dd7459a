package org.alloclab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.alloclab.HeapExhaustedException;
import org.alloclab.memory.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a replay does on an allocator that keeps the contract, and when it cannot go on. */
@Timeout(60)
class ReplayTest {
    private final PlainAllocator plain = new PlainAllocator();

    @AfterEach
    void close() {
        plain.close();
    }

    /** Blocks of many sizes; three operations each, and the last of them stay. */
    private static TraceBytes blocks(int count) {
        TraceBytes trace = new TraceBytes();
        for (int id = 0; id < count; id++) {
            trace.allocate(id * 7 % 3000).reallocate(id, id * 11 % 3000);
            if (id >= 10) {
                trace.free(id - 10);
            }
        }
        return trace;
    }

    @Test
    void eachCopyDoesTheWholeTrace() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        PlainAllocator counting =
                new PlainAllocator() {
                    @Override
                    public long allocate(long size) {
                        threads.add(Thread.currentThread().getName());
                        calls.incrementAndGet();
                        return super.allocate(size);
                    }
                };
        try (counting) {
            Trace trace = blocks(1000).trace();
            ReplayResult result = Replay.copies(trace, 3).on(counting);
            assertThat(calls).hasValue(3000);
            assertThat(threads).containsExactlyInAnyOrder("replay-0", "replay-1", "replay-2");
            assertThat(result.trace()).isEqualTo("by hand");
            assertThat(result.mode()).isEqualTo(ReplayMode.COPIES).hasToString("copies");
            assertThat(result.threads()).isEqualTo(3);
            assertThat(result.operations()).isEqualTo(3 * 2990);
            assertThat(result.nanos()).isPositive();
            assertThat(result.violations()).as("%s", result.firstViolations()).isZero();
            assertThat(result.peakLiveBytes()).isEqualTo(3 * trace.facts().peakLiveBytes());
            assertThat(result.peakMappedBytes()).isPositive();
            assertThat(result.liveBlocksAtEnd()).isZero();
            assertThat(result.mappedBytesAtEnd()).isZero();
            assertThat(counting.trimmed).isTrue();
        }
    }

    @Test
    void aTraceReadAgainByEachThreadIsReplayedAlike() throws Exception {
        for (boolean touch : new boolean[] {true, false}) {
            Replay replay = new Replay(blocks(50_000).streamed(), ReplayMode.COPIES, 2, touch);
            ReplayResult result = replay.on(plain);
            assertThat(result.operations()).isEqualTo(2 * (150_000 - 10));
            assertThat(result.violations()).as("%s", result.firstViolations()).isZero();
            assertThat(result.liveBlocksAtEnd()).isZero();
        }
    }

    @Test
    void realTracesComeOutClean() throws Exception {
        for (String name : BuiltInTraces.names()) {
            Trace trace = BuiltInTraces.open(name);
            for (Replay replay : new Replay[] {Replay.copies(trace, 2), Replay.recorded(trace)}) {
                ReplayResult result = replay.on(plain);
                assertThat(result.violations()).as("%s", result.firstViolations()).isZero();
                assertThat(result.liveBlocksAtEnd()).isZero();
                assertThat(result.threads()).isEqualTo(replay.threads());
            }
        }
    }

    @Test
    void anEmptyTraceIsOver() throws Exception {
        Trace empty = new TraceBytes().trace();
        assertThat(Replay.copies(empty, 2).on(plain).operations()).isZero();
        assertThat(Replay.recorded(empty).on(plain).operationsPerSecond()).isZero();
    }

    @Test
    void progressEndsWithAllOperations() throws Exception {
        AtomicLong most = new AtomicLong();
        AtomicInteger calls = new AtomicInteger();
        StringBuffer gates = new StringBuffer();
        ReplayListener listener =
                new ReplayListener() {
                    @Override
                    public void started() {
                        gates.append("started ");
                    }

                    @Override
                    public void progress(long operations) {
                        most.accumulateAndGet(operations, Math::max);
                        calls.incrementAndGet();
                    }

                    @Override
                    public void measured() {
                        gates.append("measured, live: ").append(plain.raw.blocks());
                    }
                };
        ReplayResult result = Replay.copies(blocks(30_000).trace(), 2).on(plain, listener);
        assertThat(most).hasValue(result.operations());
        assertThat(calls).hasValueLessThan(10);
        assertThat(gates).hasToString("started measured, live: 20");
    }

    @Test
    void blocksThatLiveToTheEndAreCheckedToo() throws Exception {
        AtomicLong block = new AtomicLong();
        PlainAllocator telling =
                new PlainAllocator() {
                    @Override
                    public long allocate(long size) {
                        block.set(super.allocate(size));
                        return block.get();
                    }
                };
        ReplayListener scribbler =
                new ReplayListener() {
                    @Override
                    public void measured() {
                        Memory.putByte(
                                block.get() + 21, (byte) (Memory.getByte(block.get() + 21) + 1));
                    }
                };
        Trace trace = new TraceBytes().allocate(10).allocate(40).trace();
        try (telling) {
            for (Replay replay : new Replay[] {Replay.copies(trace, 1), Replay.recorded(trace)}) {
                ReplayResult result = replay.on(telling, scribbler);
                assertThat(result.violations()).isEqualTo(1);
                assertThat(result.firstViolations().getFirst())
                        .startsWith("operation 4 (free 40 bytes): block 0x")
                        .endsWith("has lost its contents at byte 16");
                assertThat(replay.withoutTouch().on(telling).violations()).isZero();
            }
        }
    }

    @Test
    void lackOfMemoryNamesTheOperation() throws IOException {
        Trace trace = new TraceBytes().allocate(1).allocate(2).reallocate(0, 700).trace();
        PlainAllocator small =
                new PlainAllocator() {
                    @Override
                    public long reallocate(long address, long size) {
                        throw new HeapExhaustedException(size, "nothing left");
                    }
                };
        try (small) {
            assertThatExceptionOfType(ReplayException.class)
                    .isThrownBy(() -> Replay.copies(trace, 2).on(small))
                    .withMessage(
                            "operation 3 (reallocate 1 to 700 bytes): "
                                    + "cannot get 700 bytes: nothing left")
                    .withCauseInstanceOf(HeapExhaustedException.class);
        }
        assertThat(replayThreads()).isZero();
    }

    @Test
    void aThreadThatFailsStopsThoseThatWaitForIt() throws IOException {
        // Every other thread needs the block that thread 0 fails to allocate.
        TraceBytes bytes = new TraceBytes().allocate(666);
        for (int i = 1; i <= 5; i++) {
            bytes.thread(i).reallocate(0, i);
        }
        PlainAllocator failing =
                new PlainAllocator() {
                    @Override
                    public long allocate(long size) {
                        LockSupport.parkNanos(100_000_000); // until the others wait
                        throw new AssertionError("size " + size);
                    }
                };
        Trace trace = bytes.trace();
        try (failing) {
            assertThatExceptionOfType(ReplayException.class)
                    .isThrownBy(() -> Replay.recorded(trace).on(failing))
                    .withMessage("operation 1 (allocate 666 bytes): size 666");
        }
        assertThat(replayThreads()).isZero();
    }

    @Test
    void aTraceThatCannotBeReadAgainStopsAll() throws IOException {
        TraceBytes bytes = blocks(10);
        AtomicInteger opened = new AtomicInteger();
        Trace.Opener once =
                () -> {
                    if (opened.getAndIncrement() == 2) {
                        throw new IOException("gone");
                    }
                    return bytes.stream();
                };
        Trace trace = Trace.open("gone", once, 0);
        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> Replay.copies(trace, 3).on(plain))
                .withMessage("replay stopped: gone");
        assertThat(replayThreads()).isZero();
    }

    @Test
    void aListenerThatFailsStopsAll() throws IOException {
        ReplayListener failing =
                new ReplayListener() {
                    @Override
                    public void started() {
                        throw new IllegalStateException("no");
                    }
                };
        Trace trace = blocks(10).trace();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Replay.copies(trace, 3).on(plain, failing));
        assertThat(replayThreads()).isZero();
    }

    @Test
    void anInterruptStopsAll() throws IOException {
        Trace trace = blocks(10).trace();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Replay.copies(trace, 3).on(plain));
        assertThat(replayThreads()).isZero();
    }

    private static long replayThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("replay-"))
                .count();
    }

    @Test
    void refusesPlansThatCannotBe() throws IOException {
        Trace trace = new TraceBytes().allocate(1).thread(1).free(0).trace();
        assertThat(Replay.recorded(trace).threads()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.copies(trace, 0))
                .withMessage("threads: 0 (expected: 1 to 4096)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Replay(trace, ReplayMode.RECORDED, 3, true))
                .withMessage("threads: 3 (expected: 2, as recorded)");
    }
}
