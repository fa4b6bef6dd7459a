package org.alloclab.checks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * Stops a heap at the first evidence of corruption: a lab must not go on measuring a broken heap.
 *
 * <p>Caller: any thread. Progress: wait-free, but for what listeners do.
 */
final class FailStop {
    private CorruptionReport first;
    private Consumer<CorruptionReport> listener = report -> {};

    void listen(Consumer<CorruptionReport> newListener) {
        LISTENER.setVolatile(this, newListener); // seen by whoever finds something from now on
    }

    /**
     * Lets a call begin.
     *
     * @throws HeapStoppedException if the heap is stopped
     */
    void check() {
        CorruptionReport report = first();
        if (report != null) {
            throw new HeapStoppedException(report, true);
        }
    }

    /** Stops the heap; the exception for the caller, who throws it. */
    @SuppressWarnings("unchecked") // nothing else is ever stored
    HeapStoppedException stop(CorruptionReport report) {
        // CAS: of threads that find something at once, one is the first, and all stop.
        FIRST.compareAndSet(this, null, report);
        ((Consumer<CorruptionReport>) LISTENER.getVolatile(this)).accept(report);
        return new HeapStoppedException(report, false);
    }

    private CorruptionReport first() {
        return (CorruptionReport) FIRST.getVolatile(this); // no call begins after a stop it can see
    }

    private static final VarHandle FIRST;
    private static final VarHandle LISTENER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(FailStop.class, "first", CorruptionReport.class);
            LISTENER = lookup.findVarHandle(FailStop.class, "listener", Consumer.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
