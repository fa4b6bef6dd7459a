package org.alloclab.stress.faults;

import org.alloclab.SizeClasses;
import org.alloclab.stress.witness.HeldBlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Three threads that must get through whatever happened to the victim: each frees blocks of others,
 * allocates of every class, and needs more pools than there are; one of them trims.
 */
final class SurvivorThreads {
    private static final int COUNT = 3;
    private static final int ROUNDS = 2;
    private static final int LARGE = 200;

    private final SweepFixture stage;
    private final CountDownLatch done = new CountDownLatch(COUNT);
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private SurvivorThreads(SweepFixture stage, Thread.Builder builder) {
        this.stage = stage;
        builder.uncaughtExceptionHandler((_, e) -> thrown.add(e));
        for (int number = 0; number < COUNT; number++) {
            boolean trims = number == 0;
            threads.add(
                    builder.unstarted(() -> {
                        try {
                            work(stage, trims);
                        } finally {
                            done.countDown();
                        }
                    }));
        }
    }

    static SurvivorThreads start(SweepFixture stage) {
        return start(stage, Thread.ofPlatform().daemon().name("other-", 1));
    }

    static SurvivorThreads start(SweepFixture stage, Thread.Builder builder) {
        SurvivorThreads others = new SurvivorThreads(stage, builder);
        others.threads.forEach(Thread::start);
        return others;
    }

    /** Does on the calling thread what one of them does. */
    static void workAlone(SweepFixture stage) {
        work(stage, false);
    }

    private static void work(SweepFixture stage, boolean trims) {
        List<HeldBlock> mine = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            HeldBlock block = stage.shared();
            while (block != null) {
                stage.free(block);
                block = round == 0 ? null : stage.shared(); // one for each, then all that are left
            }
            for (int size = SizeClasses.ALIGNMENT; size <= SizeClasses.LARGEST; size += size) {
                mine.addAll(stage.take(2, size));
            }
            mine.addAll(stage.take(LARGE, SizeClasses.LARGEST));
            mine.add(stage.allocateZeroed(48));
            mine.add(stage.reallocate(stage.allocate(32), 480));
            mine.add(stage.allocate(1000));
            if (trims) {
                stage.trim();
                stage.heap().statistics();
            }
            stage.give(mine.subList(0, mine.size() / 2));
            mine.subList(0, mine.size() / 2).clear();
        }
        stage.give(mine);
    }

    /** Whether all have ended. */
    boolean areDone() {
        return done.getCount() == 0;
    }

    /** Waits until all have ended, but no longer than that; whether they have. */
    boolean await(Duration time) throws InterruptedException {
        return done.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether all of them wait for a lock. */
    boolean allWaitFor(ReentrantLock lock) {
        return threads.stream().allMatch(lock::hasQueuedThread);
    }

    /** Waits until all have ended. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * @throws AssertionError if something was thrown in one of them
     */
    void check() {
        Throwable first = thrown.peek();
        if (first != null) {
            throw new AssertionError("another thread met " + first, first);
        }
    }

    /** What they are doing, for a reader. */
    String whereTheyAre() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : threads) {
            text.append(thread.getName()).append(' ').append(thread.getState());
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getClassName().startsWith("org.alloclab.")) {
                    text.append(" at ").append(frame);
                    break;
                }
            }
            text.append("; ");
        }
        return text.toString();
    }
}
