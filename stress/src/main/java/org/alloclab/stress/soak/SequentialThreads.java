package org.alloclab.stress.soak;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Starts threads of the platform, each when the one before it is dead. */
final class SequentialThreads extends Worker {
    private final IntConsumer body;
    private final int first;
    private final int step;
    private final int end;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    /**
     * @param body what a thread does, by its number
     * @param first number of the first thread
     * @param step to the next one's
     * @param end number that no thread has any more
     */
    SequentialThreads(int first, int step, int end, IntConsumer body, Watchdog watch) {
        super("lane " + first, watch);
        this.first = first;
        this.step = step;
        this.end = end;
        this.body = body;
    }

    @Override
    boolean work() {
        for (int number = first; number < end && mayGoOn(); number += step) {
            int mine = number;
            Thread thread = Thread.ofPlatform().daemon().start(() -> run(mine));
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a lane", e);
            }
            if (thrown.get() != null) {
                throw Violation.unexpected(thrown.get());
            }
            progress();
        }
        return true;
    }

    private void run(int number) {
        try {
            body.accept(number);
        } catch (Throwable e) {
            thrown.set(e);
        }
    }
}
