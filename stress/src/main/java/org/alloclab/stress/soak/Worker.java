package org.alloclab.stress.soak;

import org.alloclab.stress.witness.Violation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A task watched by a {@link Watchdog}, run by one thread after the other. */
abstract class Worker {
    private final String name;
    private final Watchdog watch;

    private long progress;
    private Thread thread;

    Worker(String name, Watchdog watch) {
        this.name = name;
        this.watch = watch;
    }

    /** Does the work; returns whether the worker has finished, and not just this thread. */
    abstract boolean work() throws InterruptedException;

    /** Starts the worker on a platform thread. */
    final Worker start() {
        start(Thread.ofPlatform().daemon());
        return this;
    }

    /** Starts the worker, or continues it, on a new thread. */
    final void start(Thread.Builder threads) {
        Thread next = threads.name(name).unstarted(this::run);
        THREAD.setVolatile(this, next); // before it runs: the watchdog joins the latest one
        next.start();
    }

    private void run() {
        try {
            if (!work()) {
                return;
            }
        } catch (Throwable e) {
            watch.fail(name, Violation.unexpected(e));
        }
        watch.finished();
    }

    /** The latest thread. */
    final Thread thread() {
        return (Thread) THREAD.getVolatile(this); // volatile: see start
    }

    /** Says that something was done. A count lost between threads does no harm. */
    final void progress() {
        PROGRESS.setOpaque(this, progress + 1); // opaque: orders nothing between the threads
    }

    final long seenProgress() {
        return (long) PROGRESS.getOpaque(this); // opaque: see above
    }

    final boolean mayGoOn() {
        return watch.mayGoOn();
    }

    @Override
    public final String toString() {
        return name;
    }

    private static final VarHandle PROGRESS;
    private static final VarHandle THREAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PROGRESS = lookup.findVarHandle(Worker.class, "progress", long.class);
            THREAD = lookup.findVarHandle(Worker.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
