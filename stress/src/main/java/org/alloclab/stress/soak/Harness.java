package org.alloclab.stress.soak;

import org.alloclab.HeapExhaustedException;
import org.alloclab.HeapLayout;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.gil.LockProbe;
import org.alloclab.provider.AllocatorPromise;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.soak.Watchdog.Failure;
import org.alloclab.stress.soak.Watchdog.Hung;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.HeapAccounting;
import org.alloclab.stress.witness.Violation;
import org.alloclab.stress.witness.WitnessedArenas.Temper;
import org.alloclab.stress.witness.WitnessedHeap;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Runs worker groups on one heap in turn, and the checks between them, while no other call is in
 * progress. For one thread at a time, which itself never calls the allocator: a call may hang.
 */
final class Harness {
    /** The owner of the blocks that checks allocate. */
    private static final int TASK_ID = 120;

    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final List<String> leftOut = new CopyOnWriteArrayList<>();
    private final AllocatorProvider provider;
    private final HeapLayout layout;
    private final Duration patience;
    private final WitnessedHeap heap;
    private final GlobalInterpreterLock lock;

    private String hung;
    private long millis;

    /**
     * Opens a heap.
     *
     * @param temper how its arenas behave
     * @param owned whether an owner table is kept
     * @param patience how long a thread may do nothing
     */
    Harness(
            AllocatorProvider provider,
            HeapLayout layout,
            Temper temper,
            boolean owned,
            Duration patience)
            throws AllocatorUnavailableException {
        this.provider = provider;
        this.layout = layout;
        this.patience = patience;
        heap = WitnessedHeap.open(provider, layout, temper, owned);
        lock = LockProbe.gilOf(heap.allocator()).orElse(null);
    }

    WitnessedHeap heap() {
        return heap;
    }

    /** Opens another heap, whose arenas are left as they are. Any thread. */
    WitnessedHeap open() throws AllocatorUnavailableException {
        try {
            return WitnessedHeap.open(provider, layout, Temper.MILD, true);
        } catch (HeapExhaustedException e) {
            throw new AllocatorUnavailableException(
                    provider.name(), e.getMessage(), "raise the limit, or close other heaps");
        }
    }

    /** Adds a line to what is left out. Any thread. */
    void leaveOut(String line) {
        leftOut.add(line);
    }

    private List<String> leftOut() {
        return Stream.concat(heap.leftOut().stream(), leftOut.stream()).distinct().toList();
    }

    /** The lock that callers can hold across calls; null if there is none. */
    GlobalInterpreterLock lock() {
        return lock;
    }

    /** Changes how arenas behave, if the allocator takes any of ours. */
    void become(Temper temper) {
        if (heap.arenas() != null) {
            heap.arenas().become(temper);
        }
    }

    /** A part of a run, such as a phase. */
    interface Part {
        void run() throws InterruptedException, Hung, Stopped;
    }

    /** Runs a part; {@link #outcome} says what came of it. */
    void run(Part part) throws InterruptedException {
        long start = System.nanoTime();
        try {
            part.run();
        } catch (Hung e) {
            hung = e.getMessage();
        } catch (Stopped e) {
            closeQuietly();
        }
        millis = (System.nanoTime() - start) / 1_000_000;
    }

    /**
     * The outcome of the part that was run last.
     *
     * @param run by which it can be repeated
     * @param config of its traffic; null if it has none
     */
    RoundOutcome outcome(
            String name,
            String run,
            WorkloadConfig config,
            List<Worker> workers,
            long operations,
            Map<String, Long> reached) {
        Evidence evidence = new Evidence(run, config, workers);
        Failure found = failure.get();
        return new RoundOutcome(
                name,
                config == null ? "" : config.toString(),
                operations,
                reached,
                millis,
                found != null ? found.violation().getMessage() : hung,
                found != null ? evidence.of(found) : hung != null ? evidence.ofHang() : null,
                found == null && hung != null,
                leftOut());
    }

    /** Lets workers work until they have finished, or the time is up. */
    void work(int count, Function<Watchdog, List<Worker>> start, Duration time)
            throws InterruptedException, Hung, Stopped {
        Watchdog watch = new Watchdog(failure, count);
        watch.await(start.apply(watch), time, patience);
        stopIfFailed();
    }

    /** Runs a task on a thread of its own, which owns blocks by the id it is given. */
    void atRest(String name, IntConsumer task) throws InterruptedException, Hung, Stopped {
        atRest(name, patience, task);
    }

    void atRest(String name, Duration limit, IntConsumer task)
            throws InterruptedException, Hung, Stopped {
        Watchdog watch = new Watchdog(failure, 1);
        Worker worker =
                new Worker(name, watch) {
                    @Override
                    boolean work() {
                        task.accept(TASK_ID);
                        return true;
                    }
                };
        watch.await(List.of(worker.start()), limit.multipliedBy(2), limit);
        stopIfFailed();
    }

    /** Compares what is held with what the allocator reports, in each way in which it reports. */
    void count(List<BlockList> holdings) throws InterruptedException, Hung, Stopped {
        atRest(
                "counter",
                _ -> {
                    HeapAccounting.check(heap, holdings);
                    HeapAccounting.checkArenas(heap);
                    HeapAccounting.checkResident(heap);
                });
    }

    /** Frees all that the workers hold, and checks that nothing is left. */
    void empty(WorkerGroup workers) throws InterruptedException, Hung, Stopped {
        atRest("first to free", _ -> workers.free(50));
        atRest("last to free", _ -> workers.free(100));
        checkEmpty();
    }

    /** Checks that nothing is left where all is freed. */
    void checkEmpty() throws InterruptedException, Hung, Stopped {
        atRest(
                "last to look",
                _ -> {
                    heap.allocator().trim();
                    HeapAccounting.checkEmpty(heap);
                    HeapAccounting.checkResident(heap);
                });
        if (lock != null) {
            atRest("cost", _ -> checkCost());
        }
    }

    /** Checks the figures of the global lock, which was taken at least once. */
    private void checkCost() {
        GlobalInterpreterLock.Cost cost = lock.cost();
        if (cost.acquisitions() < 1
                || cost.contendedAcquisitions() < 0
                || cost.contendedAcquisitions() > cost.acquisitions()
                || cost.waitedNanos() < 0
                || cost.contendedAcquisitions() == 0 && cost.waitedNanos() > 0) {
            throw new Violation(Violation.NOWHERE, "the figures of the lock: " + cost);
        }
    }

    void close() throws InterruptedException, Hung, Stopped {
        atRest(
                "closer",
                _ -> {
                    heap.allocator().close();
                    if (heap.promises(AllocatorPromise.WRONG_FREES_FOUND)) {
                        checkClosed();
                    }
                });
    }

    private void checkClosed() {
        try {
            heap.allocator().allocate(1);
        } catch (IllegalStateException e) {
            return;
        }
        throw new Violation(Violation.NOWHERE, "a closed allocator handed out a block");
    }

    /** Closes it after a violation, if that leaves it safe to close. */
    private void closeQuietly() {
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
        if (heap.arenas() != null) {
            to.add(Path.ARENAS, heap.arenas().acquired());
            to.add(Path.ARENAS_GIVEN_BACK, heap.arenas().released());
            to.add(Path.ARENAS_AGAIN, heap.arenas().recycled());
            to.add(Path.ARENAS_REFUSED, heap.arenas().refused());
        }
    }

    private void stopIfFailed() throws Stopped {
        if (failure.get() != null) {
            throw new Stopped();
        }
    }

    /** A violation was found, and all workers have finished. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;
    }
}
