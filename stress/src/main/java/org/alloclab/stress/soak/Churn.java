package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.lockfree.CacheCount;
import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.soak.Harness.Part;
import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Watchdog.Hung;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.SingleThread;
import org.alloclab.stress.witness.Violation;
import org.alloclab.stress.witness.WitnessedArenas.Temper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Very many threads, each of which allocates, frees blocks of others, and ends with blocks of its
 * own in use. No block may be lost, and what the allocator keeps for threads may not grow with
 * their number. To be run once.
 */
public final class Churn {
    /** The parts, in order. */
    public static final List<String> PARTS =
            List.of("threads in turn", "virtual threads at once", "the end");

    /** Platform threads that live at once. */
    private static final int LANES = 4;

    /** So many blocks fewer than it leaves does a thread free for others. */
    private static final int NET = 1;

    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final AllocatorProvider provider;
    private final int threads;
    private final long seed;
    private final Harness harness;
    private final OrphanedBlocks orphans;
    private final int stripes;
    private final Map<String, Long> reached = new LinkedHashMap<>();

    private long operationsBefore;

    /**
     * Opens a heap.
     *
     * @param threads of the platform, and then as many virtual ones
     * @param patience how long a worker may make no progress
     */
    public Churn(
            AllocatorProvider provider,
            HeapLayout layout,
            int threads,
            long seed,
            Duration patience)
            throws AllocatorUnavailableException {
        this.provider = provider;
        this.threads = threads;
        this.seed = seed;
        harness = new Harness(provider, layout, Temper.MILD, true, patience);
        orphans = new OrphanedBlocks(harness.heap(), seed);
        stripes = caches();
    }

    /**
     * Runs it.
     *
     * @param listener is told the outcome of each part, with all counts so far; the last one is the
     *     one in which something was found
     */
    public void run(Consumer<RoundOutcome> listener) throws InterruptedException {
        List<Part> parts = List.of(this::inTurn, this::atOnce, this::end);
        for (int part = 0; part < parts.size(); part++) {
            harness.run(parts.get(part));
            RoundOutcome outcome = outcome(PARTS.get(part));
            listener.accept(outcome);
            if (outcome.isViolation()) {
                return;
            }
        }
    }

    private void inTurn() throws InterruptedException, Hung, Stopped {
        harness.work(
                LANES,
                watch ->
                        IntStream.range(0, LANES)
                                .mapToObj(lane -> lane(lane, watch).start())
                                .toList(),
                UNLIMITED);
        count("in_turn");
        // A thread that begins takes the cache of one that has ended, unless all are being emptied.
        checkCaches(stripes + 2 * LANES);
    }

    /** Starts platform threads, each when the one before it has ended. */
    private Worker lane(int lane, Watchdog watch) {
        return new Worker("lane " + lane, watch) {
            @Override
            boolean work() {
                for (int number = lane; number < threads && mayGoOn(); number += LANES) {
                    int mine = number;
                    SingleThread.runOnce("thread " + mine, () -> liveAndDie(mine));
                    progress();
                }
                return true;
            }
        };
    }

    private void liveAndDie(int thread) {
        orphans.leave(thread);
        orphans.inherit(NET);
    }

    private void atOnce() throws InterruptedException, Hung, Stopped {
        int before = caches();
        harness.work(1, watch -> List.of(crowd(watch).start()), UNLIMITED);
        count("at_once");
        checkCaches(before); // virtual threads have none
    }

    /** Starts virtual threads that all live at once. */
    private Worker crowd(Watchdog watch) {
        CountDownLatch together = new CountDownLatch(threads);
        return new Worker("crowd", watch) {
            @Override
            boolean work() {
                try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<? extends Future<?>> all =
                            IntStream.range(0, threads)
                                    .mapToObj(number -> virtual.submit(() -> live(number)))
                                    .toList();
                    all.forEach(SingleThread::result);
                }
                return true;
            }

            private void live(int number) {
                try {
                    orphans.leave(number);
                } finally {
                    together.countDown();
                }
                progress();
                awaitAll(together);
                orphans.inherit(NET);
                progress();
            }
        };
    }

    private static void awaitAll(CountDownLatch together) {
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end() throws InterruptedException, Hung, Stopped {
        harness.atRest("heir", _ -> orphans.clear());
        harness.checkEmpty();
        harness.close();
    }

    /** Counts the blocks that outlived their threads. */
    private void count(String what) throws InterruptedException, Hung, Stopped {
        BlockList left = orphans.left();
        harness.count(List.of(left));
        reached.put("threads_" + what, (long) threads);
        reached.put("outlived_" + what, (long) left.count());
        reached.put("caches_" + what, (long) caches() - stripes);
    }

    private void checkCaches(int most) throws InterruptedException, Hung, Stopped {
        int caches = caches();
        harness.atRest(
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
        return CacheCount.of(harness.heap().allocator());
    }

    private RoundOutcome outcome(String part) {
        long operations = orphans.operations() - operationsBefore;
        operationsBefore = orphans.operations();
        reached.put("stripes", (long) stripes);
        reached.put("freed_for_another", orphans.freedForOthers());
        String run = "churn of %s, %s, seed %d".formatted(provider.name(), part, seed);
        return harness.outcome(part, run, null, List.of(), operations, reached);
    }
}
