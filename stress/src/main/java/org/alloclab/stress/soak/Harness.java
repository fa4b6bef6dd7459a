package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.soak.Watchdog.Failure;
import org.alloclab.stress.soak.Watchdog.Hung;
import org.alloclab.stress.soak.WitnessedArenas.Temper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * An allocator before its witness: crews work on it one after the other, and tasks while they rest.
 * For one thread at a time, which itself never calls the allocator: a call may hang.
 */
final class Harness {
    private static final int TASK_ID = 120;

    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Duration patience;
    private final WitnessedArenas arenas;
    private final WitnessedHeap heap;

    /**
     * Opens an allocator.
     *
     * @param witnessed whether an owner table is kept
     * @param patience how long a thread may do nothing
     */
    Harness(
            AllocatorUnderTest subject,
            HeapLayout layout,
            Temper temper,
            boolean witnessed,
            Duration patience) {
        this.patience = patience;
        ArenaSource system = ArenaSource.system(layout.arenaBytes());
        OwnerTable table = witnessed ? new OwnerTable(system.range()) : null;
        arenas = new WitnessedArenas(system, temper, table);
        SmallObjectAllocator allocator = subject.open(layout, arenas);
        heap = new WitnessedHeap(allocator, subject.lock(allocator), arenas.range(), table);
    }

    WitnessedHeap heap() {
        return heap;
    }

    WitnessedArenas arenas() {
        return arenas;
    }

    /** What was found first; null if nothing was. */
    Failure failure() {
        return failure.get();
    }

    /** Lets a crew work until the time is up. */
    void work(WorkerGroup crew, Duration time) throws InterruptedException, Hung, Stopped {
        work(crew.size(), crew::start, time);
    }

    /** Lets workers work until they have finished, or the time is up. */
    void work(int count, Function<Watchdog, List<Worker>> start, Duration time)
            throws InterruptedException, Hung, Stopped {
        Watchdog watch = new Watchdog(failure, count);
        watch.await(start.apply(watch), time, patience);
        stopIfFailed();
    }

    /** A part of what is done on a testbed. */
    interface Part {
        void run() throws InterruptedException, Hung, Stopped;
    }

    /** Does a part; returns who hung, or null. What else was found is the failure. */
    String run(Part part) throws InterruptedException {
        try {
            part.run();
        } catch (Hung e) {
            return e.getMessage();
        } catch (Stopped e) {
            closeQuietly();
        }
        return null;
    }

    /** What a task does. */
    interface Action {
        /**
         * @param id its own, as an owner of blocks
         */
        void run(int id);
    }

    /** Does something by a thread of its own. */
    void atRest(String name, Action action) throws InterruptedException, Hung, Stopped {
        atRest(name, patience, action);
    }

    void atRest(String name, Duration limit, Action action)
            throws InterruptedException, Hung, Stopped {
        Watchdog watch = new Watchdog(failure, 1);
        Task task = new Task(name, () -> action.run(TASK_ID), watch);
        task.start(Thread.ofPlatform().daemon());
        watch.await(List.of(task), limit.multipliedBy(2), limit);
        stopIfFailed();
    }

    /** Compares what the crew holds with what the allocator says, in each way in which it says. */
    void count(WorkerGroup crew) throws InterruptedException, Hung, Stopped {
        atRest("counter", id -> HeapAccounting.check(heap, crew.holdings(), arenas));
    }

    /** Frees all that the crew holds, and sees whether anything is left. */
    void empty(WorkerGroup crew) throws InterruptedException, Hung, Stopped {
        atRest("first to free", id -> crew.free(50));
        atRest("last to free", id -> crew.free(100));
        checkEmpty();
    }

    /** Sees whether anything is left where all is freed. */
    void checkEmpty() throws InterruptedException, Hung, Stopped {
        atRest(
                "last to look",
                id -> {
                    heap.allocator().trim();
                    HeapAccounting.checkEmpty(heap, arenas);
                });
        if (heap.lock() != null) {
            atRest("cost", id -> HeapAccounting.checkCost(heap.lock(), 1));
        }
    }

    void close() throws InterruptedException, Hung, Stopped {
        atRest(
                "closer",
                id -> {
                    heap.allocator().close();
                    try {
                        heap.allocator().allocate(1);
                    } catch (IllegalStateException e) {
                        return;
                    }
                    throw new Violation(Violation.NOWHERE, "a closed allocator handed out a block");
                });
    }

    /** Closes it after something was found, if what was found leaves that safe. */
    void closeQuietly() {
        if (failure.get().violation().getCause() == null) {
            try {
                heap.allocator().close();
            } catch (RuntimeException e) {
                return; // it is broken anyway, and what is wrong with it is known
            }
        }
    }

    /** Adds what became of arenas. */
    void tell(Tally to) {
        to.add(Path.ARENAS, arenas.acquired());
        to.add(Path.ARENAS_GIVEN_BACK, arenas.released());
        to.add(Path.ARENAS_AGAIN, arenas.recycled());
        to.add(Path.ARENAS_REFUSED, arenas.refused());
    }

    private void stopIfFailed() throws Stopped {
        if (failure.get() != null) {
            throw new Stopped();
        }
    }

    /** Something was found; nobody is at work any more. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;
    }
}
