package org.alloclab.stress.soak;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Starts virtual threads that all live at once, between the first thing they do and the last. */
final class ConcurrentThreads extends Worker {
    private static final long LOOK_MILLIS = 100;

    private final int threads;
    private final IntConsumer first;
    private final IntConsumer last;
    private final CountDownLatch together;
    private final CountDownLatch dead;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    /**
     * @param first what a thread does before it waits for all others, by its number
     * @param last what it does then
     */
    ConcurrentThreads(int threads, IntConsumer first, IntConsumer last, Watchdog watch) {
        super("throng", watch);
        this.threads = threads;
        this.first = first;
        this.last = last;
        together = new CountDownLatch(threads);
        dead = new CountDownLatch(threads);
    }

    @Override
    boolean work() {
        for (int number = 0; number < threads; number++) {
            int mine = number;
            Thread.ofVirtual().start(() -> run(mine));
            progress();
        }
        long seen = threads;
        while (!await(dead) && mayGoOn()) {
            long now = together.getCount() + dead.getCount();
            if (now != seen) {
                seen = now;
                progress();
            }
        }
        if (thrown.get() != null) {
            throw Violation.unexpected(thrown.get());
        }
        return true;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a throng", e);
        }
    }

    private void run(int number) {
        try {
            arrive(number);
            together.await();
            last.accept(number);
        } catch (Throwable e) {
            thrown.compareAndSet(null, e);
        } finally {
            dead.countDown();
        }
    }

    private void arrive(int number) {
        try {
            first.accept(number);
        } finally {
            together.countDown();
        }
    }
}
