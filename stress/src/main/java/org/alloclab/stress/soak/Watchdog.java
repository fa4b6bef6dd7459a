package org.alloclab.stress.soak;

import org.alloclab.stress.witness.Violation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Watches workers until all have finished: for one that makes no progress, and one that fails. */
final class Watchdog {
    /** The violation found first, and the worker that found it. */
    record Failure(String worker, Violation violation) {}

    private static final long LOOK_MILLIS = 50;

    private final AtomicReference<Failure> first;
    private final CountDownLatch atWork;
    private boolean over;

    /**
     * @param first where the first failure of the round goes
     */
    Watchdog(AtomicReference<Failure> first, int workers) {
        this.first = first;
        atWork = new CountDownLatch(workers);
    }

    boolean mayGoOn() {
        return !(boolean) OVER.getOpaque(this); // opaque: it is only to be seen at some time
    }

    void fail(String worker, Violation violation) {
        first.compareAndSet(null, new Failure(worker, violation));
        OVER.setOpaque(this, true);
    }

    void finished() {
        atWork.countDown();
    }

    /**
     * Waits until the time is up and the workers have finished. Afterwards no thread of theirs
     * runs, unless it throws.
     *
     * @param patience how long a worker may do nothing
     * @throws Hung if one did nothing for so long
     */
    void await(List<? extends Worker> workers, Duration time, Duration patience)
            throws InterruptedException, Hung {
        long start = System.nanoTime();
        long[] seen = new long[workers.size()];
        long[] since = new long[workers.size()];
        Arrays.fill(since, start);
        while (true) {
            long left = time.toMillis() - (System.nanoTime() - start) / 1_000_000;
            if (left <= 0) {
                OVER.setOpaque(this, true);
            }
            if (atWork.await(
                    left > 0 ? Math.min(left, LOOK_MILLIS) : LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
            long now = System.nanoTime();
            for (int index = 0; index < seen.length; index++) {
                Worker worker = workers.get(index);
                long progress = worker.seenProgress();
                if (progress != seen[index] || !worker.thread().isAlive()) {
                    seen[index] = progress;
                    since[index] = now;
                } else if (now - since[index] > patience.toNanos()) {
                    throw new Hung(worker, patience);
                }
            }
        }
        for (Worker worker : workers) {
            worker.thread().join();
        }
    }

    /** A worker makes no progress. */
    static final class Hung extends Exception {
        private static final long serialVersionUID = 1;

        Hung(Worker worker, Duration patience) {
            super("hung: %s did nothing for %d ms".formatted(worker, patience.toMillis()));
        }
    }

    private static final VarHandle OVER;

    static {
        try {
            OVER = MethodHandles.lookup().findVarHandle(Watchdog.class, "over", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
