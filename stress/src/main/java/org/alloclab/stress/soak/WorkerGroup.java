package org.alloclab.stress.soak;

import org.alloclab.stress.soak.Harness.Stopped;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.soak.Watchdog.Hung;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.HeapAccounting;
import org.alloclab.stress.witness.WitnessedHeap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The workers of a round or a phase and the queues between them; their blocks outlive them. */
final class WorkerGroup {
    private static final int PAUSE_NANOS = (int) Duration.ofMillis(2).toNanos();

    private final Harness harness;
    private final WitnessedHeap heap;
    private final WorkloadConfig config;
    private final SplittableRandom random;
    private final List<BlockList> holdings = new ArrayList<>();
    private final Tally tally = new Tally();

    private SpscQueue[][] queues = {};
    private List<TrafficWorker> traffic = List.of();
    private List<Worker> workers = List.of();

    WorkerGroup(Harness harness, WorkloadConfig config, SplittableRandom random) {
        this.harness = harness;
        heap = harness.heap();
        this.config = config;
        this.random = random;
        for (int worker = 0; worker < config.workers(); worker++) {
            holdings.add(new BlockList());
        }
    }

    /** Takes over the blocks of a group that has finished; each worker a part. */
    void inherit(WorkerGroup before) {
        int worker = 0;
        for (BlockList old : before.holdings()) {
            holdings.get(worker++ % holdings.size()).addAll(old);
        }
    }

    /** Lets them do what the profile says until the time is up. */
    void work(Duration time) throws InterruptedException, Hung, Stopped {
        switch (config.profile) {
            case CLOSED_HEAPS ->
                    harness.work(
                            config.workers() + 1,
                            new ClosedHeaps(harness, config, random, tally)::start,
                            time);
            case SLEEPING_OWNERS ->
                    harness.work(
                            1, new SleepingOwners(harness, config, random, tally)::start, time);
            default -> harness.work(size(), this::start, time);
        }
    }

    /** How many workers there will be, those in the background included. */
    private int size() {
        return config.workers() + (config.trimmer ? 1 : 0) + (config.reader ? 1 : 0);
    }

    /** Starts all. */
    private List<Worker> start(Watchdog watch) {
        int count = config.workers();
        traffic.forEach(worker -> tally.addAll(worker.tally()));
        queues = new SpscQueue[count][count];
        int neighbours = Math.min(count - 1, 4);
        for (int from = 0; from < count; from++) {
            for (int step = 1; step <= neighbours; step++) {
                queues[from][(from + step) % count] = new SpscQueue(config.queue);
            }
        }
        traffic = IntStream.range(0, count).mapToObj(worker -> traffic(worker, watch)).toList();
        workers = new ArrayList<>(traffic);
        if (config.trimmer) {
            workers.add(background("trimmer", heap.allocator()::trim, Path.TRIMMED, watch));
        }
        if (config.reader) {
            Runnable read = () -> HeapAccounting.checkBounds(heap);
            workers.add(background("reader", read, Path.READ, watch));
        }
        for (Worker worker : workers) {
            if (worker instanceof TrafficWorker one) {
                one.next();
            } else {
                worker.start();
            }
        }
        return workers;
    }

    private TrafficWorker traffic(int worker, Watchdog watch) {
        return new TrafficWorker(
                harness,
                config,
                worker + 1,
                random.nextLong(),
                worker >= config.platform,
                holdings.get(worker),
                present(Stream.of(queues[worker])),
                present(Stream.of(queues).map(row -> row[worker])),
                watch);
    }

    /** Does one thing again and again beside the traffic. */
    private Worker background(String name, Runnable action, Path path, Watchdog watch) {
        SplittableRandom pauses = random.split();
        return new Worker(name, watch) {
            @Override
            boolean work() {
                while (mayGoOn()) {
                    action.run();
                    done(path);
                    progress();
                    LockSupport.parkNanos(pauses.nextInt(PAUSE_NANOS));
                }
                return true;
            }
        };
    }

    private synchronized void done(Path path) {
        tally.add(path);
    }

    private static SpscQueue[] present(Stream<SpscQueue> some) {
        return some.filter(Objects::nonNull).toArray(SpscQueue[]::new);
    }

    /**
     * The blocks held by each worker, those on their way included. Caller: when all have finished.
     */
    List<BlockList> holdings() {
        for (int to = 0; to < queues.length; to++) {
            for (SpscQueue[] row : queues) {
                while (row[to] != null && row[to].receive(holdings.get(to))) {}
            }
        }
        return holdings;
    }

    /** Frees some of the blocks, by a thread that allocated none of them. */
    void free(int percent) {
        for (BlockList holding : holdings()) {
            for (int index = holding.count() - 1; index >= 0; index--) {
                if (Chance.percent(random, percent)) {
                    heap.free(holding.block(index), holding.size(index), holding.key(index));
                    holding.remove(index);
                }
            }
        }
    }

    /** Adds what was done. Caller: when all have finished. */
    void tell(Tally to) {
        to.addAll(tally);
        traffic.forEach(worker -> to.addAll(worker.tally()));
    }

    /** The workers of the latest start. */
    List<Worker> all() {
        return workers;
    }
}
