package org.alloclab.stress.witness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    /** An object whose methods all run on this thread. */
    public <T> T around(Class<T> type, T confined) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) ->
                                result(executor.submit(() -> invoke(method, confined, arguments))));
        return type.cast(proxy);
    }

    private static Object invoke(Method method, Object target, Object[] arguments)
            throws ReflectiveOperationException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        }
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
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
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
