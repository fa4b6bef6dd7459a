package org.alloclab.stress.soak;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Somebody at work in a round, under the eyes of the {@link Watchdog}. */
abstract class Worker {
    private final String name;
    private final Watchdog watch;

    private long progress;
    private Thread thread;

    Worker(String name, Watchdog watch) {
        this.name = name;
        this.watch = watch;
    }

    /** What is to be done; returns whether this is the end of it, and not just of the thread. */
    abstract boolean work();

    /** Starts it, or goes on with it, in a new thread. */
    final void start(Thread.Builder threads) {
        Thread next = threads.name(name).unstarted(this::run);
        THREAD.setVolatile(this, next);
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

    /** The thread that works now. */
    final Thread thread() {
        return (Thread) THREAD.getVolatile(this);
    }

    /** Says that something was done. */
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
