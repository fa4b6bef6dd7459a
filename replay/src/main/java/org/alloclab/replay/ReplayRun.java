package org.alloclab.replay;

import org.alloclab.HeapStatistics;
import org.alloclab.SmallObjectAllocator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One replay: its threads, and the gates they pass together. All start at once; no thread frees
 * what is left before all have done their last operation, so that this disturbs no measurement.
 *
 * <p>A thread that fails opens all gates and cancels all turns; the others stop at the next chunk.
 */
final class ReplayRun {
    private final Replay plan;
    private final SmallObjectAllocator allocator;
    private final ReplayListener listener;
    private final Violations violations = new Violations();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong operations = new AtomicLong();

    private final CountDownLatch ready;
    private final CountDownLatch start = new CountDownLatch(1);
    private final CountDownLatch finished;
    private final CountDownLatch cleanUp = new CountDownLatch(1);
    private final AtomicLong lastNanos = new AtomicLong();
    private long startNanos; // written before the start gate opens, read behind it

    // Of a recorded replay, where all threads share the blocks.
    private final long[] sharedAddresses;
    private final Turns turns;

    ReplayRun(Replay plan, SmallObjectAllocator allocator, ReplayListener listener) {
        boolean recorded = plan.mode() == ReplayMode.RECORDED;
        this.plan = plan;
        this.allocator = allocator;
        this.listener = listener;
        this.ready = new CountDownLatch(plan.threads());
        this.finished = new CountDownLatch(plan.threads());
        this.sharedAddresses = recorded ? new long[plan.trace().slots()] : null;
        this.turns = new Turns(recorded ? plan.trace().slots() : 0);
    }

    ReplayResult run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < plan.threads(); i++) {
                int index = i;
                Thread thread = new Thread(() -> work(index), "replay-" + index);
                thread.setDaemon(true); // an allocator that hangs must not keep the program
                threads.add(thread);
                thread.start();
            }
            ready.await();
            listener.started();
            startNanos = System.nanoTime();
            start.countDown();
            finished.await();
            if (failure.get() == null) {
                listener.measured();
            }
        } catch (Throwable e) {
            fail(e);
            throw e;
        } finally {
            start.countDown();
            cleanUp.countDown();
            joinAll(threads);
        }
        throwFailure();
        if (sharedAddresses != null) {
            replayer(0, sharedAddresses).replay(plan.trace().remaining());
        }
        allocator.trim();
        return result();
    }

    private void work(int index) {
        try (ChunkSource chunks = plan.trace().chunks()) {
            long[] addresses =
                    sharedAddresses != null ? sharedAddresses : new long[plan.trace().slots()];
            Replayer replayer = replayer(sharedAddresses != null ? 0 : index, addresses);
            ready.countDown();
            start.await();
            replayAll(chunks, replayer, index);
            lastNanos.accumulateAndGet(System.nanoTime() - startNanos, Math::max);
            finished.countDown();
            cleanUp.await();
            if (sharedAddresses == null && failure.get() == null) {
                replayer.replay(plan.trace().remaining());
            }
        } catch (CancellationException e) {
            // Another thread failed and says why.
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void replayAll(ChunkSource chunks, Replayer replayer, int index) throws IOException {
        for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            if (failure.get() != null) {
                return;
            }
            int count = chunk.length();
            if (sharedAddresses != null) {
                count = replayer.replayInTurn(chunk, index, turns);
            } else {
                replayer.replay(chunk);
            }
            listener.progress(operations.addAndGet(count));
        }
    }

    private Replayer replayer(int owner, long[] addresses) {
        return new Replayer(allocator, violations, plan.touch(), owner, addresses);
    }

    private void fail(Throwable e) {
        failure.compareAndSet(null, e);
        turns.cancel();
        open(ready);
        open(finished);
    }

    private static void open(CountDownLatch gate) {
        while (gate.getCount() > 0) {
            gate.countDown();
        }
    }

    private void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case ReplayException e -> throw e;
            case Throwable e -> throw new ReplayException("replay stopped: " + e.getMessage(), e);
        }
    }

    /** Waits for all, even when interrupted: they use the allocator, which the caller may close. */
    private static void joinAll(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ReplayResult result() {
        Trace trace = plan.trace();
        int copies = plan.mode() == ReplayMode.COPIES ? plan.threads() : 1;
        HeapStatistics heap = statistics();
        return new ReplayResult(
                trace.name(),
                plan.mode(),
                plan.threads(),
                trace.facts().operations() * copies,
                lastNanos.get(),
                violations.count(),
                violations.first(),
                trace.facts().peakLiveBytes() * copies,
                heap == null ? null : heap.peakMappedBytes(),
                heap == null ? null : heap.liveBlocks(),
                heap == null ? null : heap.mappedBytes());
    }

    private HeapStatistics statistics() {
        try {
            return allocator.statistics();
        } catch (UnsupportedOperationException e) {
            return null; // it keeps none
        }
    }
}
