package org.alloclab.stress.faults;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A platform thread that lives on between the things it is asked to do. One thread may ask. */
final class PartnerThread {
    private static final Runnable END = () -> {};

    private final SynchronousQueue<Runnable> tasks = new SynchronousQueue<>();
    private Thread thread;

    /**
     * Does it, and comes back when it is done.
     *
     * @throws RuntimeException what was thrown meanwhile; errors, too
     */
    void run(Runnable task) {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("partner").start(this::work);
        }
        SynchronousQueue<AtomicReference<Throwable>> done = new SynchronousQueue<>();
        put(
                tasks,
                () -> {
                    AtomicReference<Throwable> thrown = new AtomicReference<>();
                    try {
                        task.run();
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                    put(done, thrown);
                });
        rethrow(take(done).get());
    }

    private void work() {
        Runnable task = take(tasks);
        while (task != END) {
            task.run();
            task = take(tasks);
        }
    }

    /** Ends its life, and comes back when it has. */
    void end() {
        if (thread != null) {
            put(tasks, END);
            join(thread);
            thread = null;
        }
    }

    /** The same by a thread that ends with it. */
    static void passing(Runnable task) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("passing")
                        .uncaughtExceptionHandler((_, e) -> thrown.set(e))
                        .start(task);
        join(thread);
        rethrow(thrown.get());
    }

    private static void rethrow(Throwable thrown) {
        switch (thrown) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T take(SynchronousQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> void put(SynchronousQueue<T> queue, T element) {
        try {
            queue.put(element);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
