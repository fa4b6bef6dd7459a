package org.alloclab.stress.witness;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * One platform thread that runs tasks for others, one at a time. It has ended when it is closed.
 * Any thread may call, but for {@link #close}.
 */
public final class SingleThread implements AutoCloseable {
    private final ExecutorService executor;
    private volatile Thread thread;

    /** Creates one; the thread starts with the first task. */
    public SingleThread(String name) {
        executor = Executors.newSingleThreadExecutor(work -> start(name, work));
    }

    private Thread start(String name, Runnable work) {
        thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
        return thread;
    }

    /** Runs a task to its end; throws what it throws. */
    public void run(Runnable task) {
        result(executor.submit(task));
    }

    /** Runs a task to its end; its result. */
    public <T> T call(Supplier<T> task) {
        return result(executor.submit(task::get));
    }

    /** Runs one task on a thread of its own, which has ended when this returns. */
    public static void runOnce(String name, Runnable task) {
        try (SingleThread once = new SingleThread(name)) {
            once.run(task);
        }
    }

    /** Waits for the result of a task; throws what it threw. */
    public static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the thread after the tasks that were begun, and waits for its end. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (thread != null) {
                thread.join(); // an executor is terminated before its thread has ended
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
