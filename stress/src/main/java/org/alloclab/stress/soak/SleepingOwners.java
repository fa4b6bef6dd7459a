package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.HeapAccounting;
import org.alloclab.stress.witness.SingleThread;
import org.alloclab.stress.witness.WitnessedHeap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Threads that allocate much, free a little of it and then sleep, while another thread frees most
 * of the rest. What is mapped after its {@code trim} may be {@value #MULTIPLE} times what is live,
 * and {@value #KEPT_ARENAS} arenas for each sleeper.
 *
 * <p>A sleeper may keep what it freed last: some 32 KiB in blocks, far apart since it freed one in
 * {@value #OWN}, each of which holds on to an arena.
 */
final class SleepingOwners {
    private static final int MULTIPLE = 2;
    private static final int KEPT_ARENAS = 4;

    /** Arenas that a thread fills; many more than it may keep. */
    private static final int ARENAS = 16;

    private static final int MOST_OWNERS = 4;

    /** A thread frees one of so many by itself. */
    private static final int OWN = 20;

    /** One of so many stays live: the first ones, which lie close together. */
    private static final int STAYING = 10;

    private final WitnessedHeap heap;
    private final WorkloadConfig config;
    private final SplittableRandom random;
    private final Tally tally;

    /**
     * @param tally of the worker; to be read when it has ended
     */
    SleepingOwners(Harness harness, WorkloadConfig config, SplittableRandom random, Tally tally) {
        heap = harness.heap();
        this.config = config;
        this.random = random;
        this.tally = tally;
    }

    /** Starts a worker that lets the others work in turn, so that each has arenas of its own. */
    List<Worker> start(Watchdog watch) {
        Worker worker =
                new Worker("other thread", watch) {
                    @Override
                    boolean work() {
                        do {
                            round(this);
                        } while (mayGoOn());
                        return true;
                    }
                };
        return List.of(worker.start());
    }

    private void round(Worker worker) {
        int count = Math.min(MOST_OWNERS, config.workers());
        List<SingleThread> owners = new ArrayList<>();
        List<BlockList> holdings = new ArrayList<>();
        try {
            for (int id = 1; id <= count; id++) {
                SingleThread owner = new SingleThread("owner " + id);
                BlockList holding = new BlockList();
                int number = id;
                owners.add(owner);
                holdings.add(holding);
                owner.run(() -> allocate(holding, number, worker));
            }
            for (int index = 0; index < count; index++) { // the next owner fills no holes
                BlockList holding = holdings.get(index);
                owners.get(index).run(() -> free(holding, staying(holding), OWN, worker));
            }
            for (BlockList holding : holdings) {
                free(holding, staying(holding), 1, worker);
            }
            heap.allocator().trim();
            HeapAccounting.check(heap, holdings);
            long kept = (long) KEPT_ARENAS * count * layout().arenaBytes();
            HeapAccounting.checkMapped(heap, holdings, MULTIPLE, kept);
            holdings.forEach(holding -> free(holding, 0, 1, worker));
            tally.add(Path.OWNERS_SLEPT, count);
        } finally {
            owners.forEach(SingleThread::close);
        }
    }

    private static int staying(BlockList holding) {
        return holding.count() / STAYING;
    }

    private HeapLayout layout() {
        return config.layout;
    }

    private void allocate(BlockList holding, int id, Worker worker) {
        int size = config.sizes.draw(random);
        for (long left = ARENAS * layout().arenaBytes(); left > 0; left -= size) {
            long key = WitnessedHeap.key(random.nextLong(), id);
            holding.add(heap.allocate(size, key), size, key);
            worker.progress();
        }
    }

    /** Frees one block of so many, from the last to a first one; those before it stay in place. */
    private void free(BlockList holding, int first, int oneOf, Worker worker) {
        for (int index = holding.count() - 1; index >= first; index -= oneOf) {
            heap.free(holding, index);
            worker.progress();
        }
    }
}
