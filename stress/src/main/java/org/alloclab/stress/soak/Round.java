package org.alloclab.stress.soak;

import org.alloclab.provider.AllocatorProvider;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Watchdog.Hung;
import org.alloclab.stress.witness.HeapAccounting;
import org.alloclab.stress.witness.WitnessedHeap;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * One heap of an allocator that makes all promises, from its opening to its end, under the traffic
 * that a seed stands for. To be run once.
 */
public final class Round {
    /** How long a thread may do nothing at all. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The same, where it has one call to do and the processors to itself. */
    private static final Duration PATIENCE_AT_REST = Duration.ofSeconds(5);

    private final String name;
    private final WorkloadConfig config;
    private final SplittableRandom random;
    private final Harness harness;
    private final WitnessedHeap heap;
    private final WorkerGroup workers;

    /**
     * Opens a heap.
     *
     * @param seed from which the configuration is drawn
     * @param patience how long a thread may do nothing
     */
    public Round(AllocatorProvider provider, TrafficProfile profile, long seed, Duration patience)
            throws AllocatorUnavailableException {
        name = name(provider, profile, seed);
        config = profile.draw(seed);
        random = new SplittableRandom(~seed);
        harness = new Harness(provider, config.layout, config.arenas(), config.owned, patience);
        heap = harness.heap();
        workers = new WorkerGroup(harness, config, random);
    }

    /** Allocator, profile and seed, by which a round can be repeated. */
    public static String name(AllocatorProvider provider, TrafficProfile profile, long seed) {
        return "%s.%s:%d".formatted(provider.name(), profile, seed);
    }

    /**
     * Runs it.
     *
     * @param time for the traffic
     */
    public RoundOutcome run(Duration time) throws InterruptedException {
        harness.run(() -> {
            traffic(time);
            harness.close();
        });
        Tally tally = new Tally();
        workers.tell(tally);
        harness.tell(tally);
        return harness.outcome(
                name, name, config, workers.all(), tally.operations(), tally.byName());
    }

    private void traffic(Duration time) throws InterruptedException, Hung, Stopped {
        int episodes = random.nextInt(1, 4);
        for (int episode = 0; episode < episodes; episode++) {
            misuse();
            workers.work(time.dividedBy(episodes));
            harness.count(workers.holdings());
            if (Chance.percent(random, 60)) {
                harness.atRest("reuse", this::checkReuse);
            }
        }
        harness.empty(workers);
    }

    private void checkReuse(int id) {
        heap.allocator().trim();
        HeapAccounting.check(heap, workers.holdings());
        ReuseCheck.check(heap, random, id);
        heap.allocator().trim();
        HeapAccounting.check(heap, workers.holdings());
    }

    private void misuse() throws InterruptedException, Hung, Stopped {
        long[] freed = new long[1];
        harness.atRest(
                "misuse",
                PATIENCE_AT_REST,
                id -> freed[0] = MisuseProbe.freeTwice(heap, random, id));
        harness.atRest(
                "misuse by another thread",
                PATIENCE_AT_REST,
                _ -> {
                    MisuseProbe.refuseAll(heap.allocator(), freed[0]);
                    MisuseProbe.useForeign(heap.allocator());
                });
    }
}
