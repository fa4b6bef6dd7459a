package org.alloclab.stress.soak;

import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Watchdog.Failure;
import org.alloclab.stress.soak.Watchdog.Hung;

import java.time.Duration;
import java.util.List;

/** One allocator, from its opening to its end, and the traffic on it. To be run once. */
public final class Round {
    /** How long a thread may do nothing at all. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The same, where it has one call to do and the processors to itself. */
    private static final Duration PATIENCE_AT_REST = Duration.ofSeconds(5);

    private final AllocatorUnderTest subject;
    private final TrafficProfile kind;
    private final long seed;
    private final WorkloadConfig shape;
    private final Duration patience;
    private final Dice dice;

    private final Tally tally = new Tally();
    private Harness testbed;
    private WitnessedHeap heap;
    private WorkerGroup crew;

    /**
     * @param seed what the shape is drawn from
     * @param patience how long a thread may do nothing
     */
    public Round(AllocatorUnderTest subject, TrafficProfile kind, long seed, Duration patience) {
        this.subject = subject;
        this.kind = kind;
        this.seed = seed;
        this.shape = kind.draw(seed);
        this.patience = patience;
        this.dice = new Dice(~seed);
    }

    /** AllocatorUnderTest, kind and seed, by which it can be repeated. */
    public String name() {
        return "%s.%s:%d".formatted(subject, kind, seed);
    }

    /**
     * Runs it.
     *
     * @param time for the traffic
     */
    public RoundOutcome run(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        Failure found = null;
        String hung = null;
        try {
            open();
            traffic(time);
            testbed.close();
        } catch (Hung e) {
            hung = e.getMessage();
        } catch (Violation e) {
            found = new Failure("the round", e);
        } catch (Stopped e) {
            testbed.closeQuietly();
        }
        if (testbed != null && testbed.failure() != null) {
            found = testbed.failure();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        return outcome(found, hung, millis);
    }

    private void open() {
        testbed = new Harness(subject, shape.layout(), shape.arenas(), shape.witnessed(), patience);
        heap = testbed.heap();
        crew = new WorkerGroup(heap, shape, dice);
    }

    private void traffic(Duration time) throws InterruptedException, Hung, Stopped {
        int episodes = dice.between(1, 3);
        for (int episode = 0; episode < episodes; episode++) {
            misuse();
            testbed.work(crew, time.dividedBy(episodes));
            testbed.count(crew);
            if (dice.percent(60)) {
                testbed.atRest("seeker", this::seek);
            }
        }
        testbed.empty(crew);
    }

    private void seek(int id) {
        heap.allocator().trim();
        HeapAccounting.check(heap, crew.holdings(), testbed.arenas());
        ReuseCheck.check(heap, testbed.arenas(), dice, id);
        heap.allocator().trim();
        HeapAccounting.check(heap, crew.holdings(), testbed.arenas());
    }

    private void misuse() throws InterruptedException, Hung, Stopped {
        long[] freed = new long[1];
        testbed.atRest(
                "misuser",
                PATIENCE_AT_REST,
                id -> freed[0] = MisuseProbe.freeTwice(heap, dice, id));
        testbed.atRest(
                "second misuser",
                PATIENCE_AT_REST,
                id -> {
                    MisuseProbe.refuseAll(heap.allocator(), freed[0]);
                    MisuseProbe.useForeign(heap.allocator());
                });
    }

    private RoundOutcome outcome(Failure found, String hung, long millis) {
        if (crew != null) {
            crew.tell(tally);
            testbed.tell(tally);
        }
        String summary = null;
        String evidence = null;
        if (found != null) {
            summary = found.violation().getMessage();
            evidence = Evidence.of(name(), shape, found, workers());
        } else if (hung != null) {
            summary = hung;
            evidence = Evidence.ofHang(name(), shape, workers());
        }
        return new RoundOutcome(
                name(),
                shape.toString(),
                tally.operations(),
                tally.byName(),
                millis,
                summary,
                evidence,
                hung != null);
    }

    private List<Worker> workers() {
        return crew == null ? List.of() : crew.workers();
    }
}
