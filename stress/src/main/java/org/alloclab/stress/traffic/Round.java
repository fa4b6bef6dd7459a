package org.alloclab.stress.traffic;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.memory.ArenaSource;
import org.alloclab.stress.traffic.Tally.Path;
import org.alloclab.stress.traffic.Watch.Failure;
import org.alloclab.stress.traffic.Watch.Hung;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One allocator, from its opening to its end, and the traffic on it. To be run once. */
public final class Round {
    /** How long a thread may do nothing at all. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The same, where it has one call to do and the processors to itself. */
    private static final Duration PATIENCE_AT_REST = Duration.ofSeconds(5);

    private static final int FIRST_TASK_ID = 120;

    private final Subject subject;
    private final Kind kind;
    private final long seed;
    private final Shape shape;
    private final Duration patience;
    private final Dice dice;

    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Tally tally = new Tally();
    private WatchedArenas arenas;
    private Heap heap;
    private Crew crew;

    /**
     * @param seed what the shape is drawn from
     * @param patience how long a thread may do nothing
     */
    public Round(Subject subject, Kind kind, long seed, Duration patience) {
        this.subject = subject;
        this.kind = kind;
        this.seed = seed;
        this.shape = kind.draw(seed);
        this.patience = patience;
        this.dice = new Dice(~seed);
    }

    /** Subject, kind and seed, by which it can be repeated. */
    public String name() {
        return "%s.%s:%d".formatted(subject, kind, seed);
    }

    /**
     * Runs it.
     *
     * @param time for the traffic
     */
    public Outcome run(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        String hung = null;
        try {
            open();
            traffic(time);
            close();
        } catch (Hung e) {
            hung = e.getMessage();
        } catch (Violation e) {
            failure.compareAndSet(null, new Failure("the round", e));
        } catch (Stopped e) {
            closeQuietly();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        return outcome(hung, millis);
    }

    private void open() {
        ArenaSource system = ArenaSource.system(shape.layout().arenaBytes());
        OwnerTable table = shape.witnessed() ? new OwnerTable(system.range()) : null;
        arenas = new WatchedArenas(system, shape.arenas(), table);
        SmallObjectAllocator allocator = subject.open(shape.layout(), arenas);
        heap = new Heap(allocator, subject.lock(allocator), arenas.range(), table);
        crew = new Crew(heap, shape, dice);
    }

    private void traffic(Duration time) throws InterruptedException, Hung, Stopped {
        int episodes = dice.between(1, 3);
        for (int episode = 0; episode < episodes; episode++) {
            misuse();
            Watch watch = new Watch(failure, crew.size());
            List<Worker> workers = crew.start(watch);
            watch.await(workers, time.dividedBy(episodes), patience);
            stopIfFailed();
            atRest("counter", patience, id -> Books.check(heap, crew.holdings(), arenas));
            if (dice.percent(60)) {
                atRest("seeker", patience, this::seek);
            }
        }
        atRest("first to free", patience, id -> crew.free(50));
        atRest(
                "last to free",
                patience,
                id -> {
                    crew.free(100);
                    heap.allocator().trim();
                    Books.checkEmpty(heap, arenas);
                });
        if (heap.lock() != null) {
            atRest("cost", patience, id -> Books.checkCost(heap.lock(), 1));
        }
    }

    private void seek(int id) {
        heap.allocator().trim();
        Books.check(heap, crew.holdings(), arenas);
        Findable.check(heap, arenas, dice, id);
        heap.allocator().trim();
        Books.check(heap, crew.holdings(), arenas);
    }

    private void misuse() throws InterruptedException, Hung, Stopped {
        long[] freed = new long[1];
        atRest("misuser", PATIENCE_AT_REST, id -> freed[0] = Misuse.freeTwice(heap, dice, id));
        atRest(
                "second misuser",
                PATIENCE_AT_REST,
                id -> {
                    Misuse.refuseAll(heap.allocator(), freed[0]);
                    Misuse.useForeign(heap.allocator());
                });
    }

    private void close() throws InterruptedException, Hung, Stopped {
        atRest(
                "closer",
                patience,
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

    private void closeQuietly() {
        if (failure.get().violation().getCause() == null) {
            try {
                heap.allocator().close();
            } catch (RuntimeException e) {
                return; // it is broken anyway, and what is wrong with it is known
            }
        }
    }

    private interface Action {
        void run(int id);
    }

    private void atRest(String name, Duration limit, Action action)
            throws InterruptedException, Hung, Stopped {
        Watch watch = new Watch(failure, 1);
        Task task = new Task(name, () -> action.run(FIRST_TASK_ID), watch);
        task.start(Thread.ofPlatform().daemon());
        watch.await(List.of(task), limit.multipliedBy(2), limit);
        stopIfFailed();
    }

    private void stopIfFailed() throws Stopped {
        if (failure.get() != null) {
            throw new Stopped();
        }
    }

    private Outcome outcome(String hung, long millis) {
        if (crew != null) {
            crew.tell(tally);
            tally.add(Path.ARENAS, arenas.acquired());
            tally.add(Path.ARENAS_GIVEN_BACK, arenas.released());
            tally.add(Path.ARENAS_AGAIN, arenas.recycled());
            tally.add(Path.ARENAS_REFUSED, arenas.refused());
        }
        String summary = null;
        String evidence = null;
        Failure found = failure.get();
        if (found != null) {
            summary = found.violation().getMessage();
            evidence = Evidence.of(name(), shape, found, crew);
        } else if (hung != null) {
            summary = hung;
            evidence = Evidence.ofHang(name(), shape, crew);
        }
        return new Outcome(
                name(),
                shape.toString(),
                tally.operations(),
                tally.byName(),
                millis,
                summary,
                evidence,
                hung != null);
    }

    /** Something was found; nobody is at work any more. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;
    }
}
