package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.lockfree.CacheCount;
import org.alloclab.stress.soak.Harness.Part;
import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Watchdog.Failure;
import org.alloclab.stress.soak.Watchdog.Hung;
import org.alloclab.stress.soak.WitnessedArenas.Temper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Very many threads, each of which allocates, frees what others left, and dies with blocks of its
 * own in use. No block may be lost, and what is kept for threads may not grow with those that have
 * been. To be run once.
 */
public final class Churn {
    /** The parts, in order. */
    public static final List<String> PARTS =
            List.of("threads in turn", "virtual threads at once", "the end");

    /** Threads of the platform that live at once. */
    private static final int LANES = 4;

    /** Blocks fewer than it leaves that a thread frees for others. */
    private static final int NET = 1;

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    private final AllocatorUnderTest subject;
    private final int threads;
    private final long seed;
    private final Harness testbed;
    private final OrphanedBlocks estate;
    private final int stripes;
    private final Map<String, Long> reached = new LinkedHashMap<>();

    private long operationsBefore;

    /**
     * @param threads of the platform, and then as many virtual ones
     * @param patience how long none may come to its end
     */
    public Churn(
            AllocatorUnderTest subject,
            HeapLayout layout,
            int threads,
            long seed,
            Duration patience) {
        this.subject = subject;
        this.threads = threads;
        this.seed = seed;
        Temper comfortable = new Temper(false, false, 0, Integer.MAX_VALUE);
        testbed = new Harness(subject, layout, comfortable, true, patience);
        estate = new OrphanedBlocks(testbed.heap(), seed);
        stripes = caches();
    }

    /**
     * Runs it.
     *
     * @param listener is told what came of each part, and so far in all; none follows on one in
     *     which something was found
     */
    public void run(Consumer<RoundOutcome> listener) throws InterruptedException {
        List<Part> parts = List.of(this::inTurn, this::atOnce, this::end);
        for (int part = 0; part < parts.size(); part++) {
            long start = System.nanoTime();
            String hung = testbed.run(parts.get(part));
            long millis = (System.nanoTime() - start) / 1_000_000;
            RoundOutcome outcome = outcome(PARTS.get(part), hung, millis);
            listener.accept(outcome);
            if (outcome.isViolation()) {
                return;
            }
        }
    }

    private void inTurn() throws InterruptedException, Hung, Stopped {
        testbed.work(LANES, this::lanes, AS_LONG_AS_IT_TAKES);
        count("in_turn");
        // A thread that begins takes the cache of a dead one, unless all are being emptied.
        checkCaches(stripes + 2 * LANES);
    }

    private List<Worker> lanes(Watchdog watch) {
        List<Worker> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(new SequentialThreads(lane, LANES, threads, this::liveAndDie, watch));
        }
        lanes.forEach(lane -> lane.start(Thread.ofPlatform().daemon()));
        return lanes;
    }

    private void liveAndDie(int thread) {
        estate.leave(thread);
        estate.inherit(NET);
    }

    private void atOnce() throws InterruptedException, Hung, Stopped {
        int before = caches();
        testbed.work(1, this::throng, AS_LONG_AS_IT_TAKES);
        count("at_once");
        checkCaches(before); // virtual threads have none
    }

    private List<Worker> throng(Watchdog watch) {
        ConcurrentThreads throng =
                new ConcurrentThreads(threads, estate::leave, _ -> estate.inherit(NET), watch);
        throng.start(Thread.ofPlatform().daemon());
        return List.of(throng);
    }

    private void end() throws InterruptedException, Hung, Stopped {
        testbed.atRest("heir", _ -> estate.clear());
        testbed.checkEmpty();
        testbed.close();
    }

    /** Counts what the dead have left. */
    private void count(String what) throws InterruptedException, Hung, Stopped {
        BlockList left = estate.holding();
        testbed.atRest(
                "counter",
                _ -> HeapAccounting.check(testbed.heap(), List.of(left), testbed.arenas()));
        reached.put("threads_" + what, (long) threads);
        reached.put("outlived_" + what, (long) left.count());
        reached.put("caches_" + what, (long) caches() - stripes);
    }

    private void checkCaches(int most) throws InterruptedException, Hung, Stopped {
        int caches = caches();
        testbed.atRest(
                "counter",
                _ -> {
                    if (caches > most) {
                        throw new Violation(
                                Violation.NOWHERE,
                                "%d caches and stripes after %d threads (expected: at most %d)"
                                        .formatted(caches, threads, most));
                    }
                });
    }

    private int caches() {
        return CacheCount.of(testbed.heap().allocator());
    }

    private RoundOutcome outcome(String part, String hung, long millis) {
        long operations = estate.operations() - operationsBefore;
        operationsBefore = estate.operations();
        reached.put("stripes", (long) stripes);
        reached.put("freed_for_another", estate.freedForOthers());
        String round = "churn of %s, %s, seed %d".formatted(subject, part, seed);
        Failure found = testbed.failure();
        String summary = found != null ? found.violation().getMessage() : hung;
        String evidence =
                found != null
                        ? Evidence.of(round, null, found, List.of())
                        : hung != null ? Evidence.ofHang(round, null, List.of()) : null;
        return new RoundOutcome(
                part,
                "",
                operations,
                reached,
                millis,
                summary,
                evidence,
                found == null && hung != null);
    }
}
