package org.alloclab.stress.soak;

import org.alloclab.SmallObjectAllocator;
import org.alloclab.provider.AllocatorUnavailableException;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.HeapAccounting;
import org.alloclab.stress.witness.WitnessedHeap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Heaps that are closed while threads are in the middle of a call. After each another one is
 * opened, which may have its addresses, and used by one thread: a late call may not disturb it.
 */
final class ClosedHeaps {
    private static final int BLOCKS = 200;
    private static final int OWNER = 1;
    private static final int PAUSE_NANOS = 20_000;

    /** A heap, and the callers that have not yet called it. */
    private record Target(SmallObjectAllocator heap, CountDownLatch callers) {}

    private final AtomicReference<Target> target = new AtomicReference<>();
    private final Harness harness;
    private final WorkloadConfig config;
    private final SplittableRandom random;
    private final Tally tally;

    /**
     * @param tally of the thread that closes; to be read when it has ended
     */
    ClosedHeaps(Harness harness, WorkloadConfig config, SplittableRandom random, Tally tally) {
        this.harness = harness;
        this.config = config;
        this.random = random;
        this.tally = tally;
    }

    /** Starts a thread that closes and opens, and those that call. */
    List<Worker> start(Watchdog watch) {
        List<Worker> workers = new ArrayList<>();
        for (int caller = 1; caller <= config.workers(); caller++) {
            workers.add(caller("caller " + caller, random.split(), watch).start());
        }
        workers.add(closer(watch).start());
        return workers;
    }

    private Worker caller(String name, SplittableRandom sizes, Watchdog watch) {
        return new Worker(name, watch) {
            @Override
            boolean work() {
                while (mayGoOn()) {
                    Target now = target.get();
                    if (now == null) {
                        LockSupport.parkNanos(PAUSE_NANOS); // the closer needs a processor
                    } else {
                        callUntilClosed(now);
                    }
                    progress();
                }
                return true;
            }

            private void callUntilClosed(Target now) {
                try {
                    now.heap.free(now.heap.allocate(config.sizes.draw(sizes)));
                    now.callers.countDown();
                    while (mayGoOn()) {
                        now.heap.free(now.heap.allocate(config.sizes.draw(sizes)));
                        progress();
                    }
                } catch (IllegalStateException e) {
                    // Closed. Nothing keeps the heap from here on, so that its addresses go on.
                    target.compareAndSet(now, null);
                }
            }
        };
    }

    private Worker closer(Watchdog watch) {
        return new Worker("closer", watch) {
            @Override
            boolean work() throws InterruptedException {
                while (mayGoOn()) {
                    try {
                        closeUnderLoad();
                        useNext(harness.open());
                    } catch (AllocatorUnavailableException e) {
                        harness.leaveOut("%s: %s".formatted(config.profile, e.getMessage()));
                        return true;
                    }
                    tally.add(Path.HEAPS_CLOSED);
                    progress();
                }
                return true;
            }

            private void closeUnderLoad()
                    throws InterruptedException, AllocatorUnavailableException {
                CountDownLatch callers = new CountDownLatch(config.workers());
                try (SmallObjectAllocator heap = harness.open().allocator()) {
                    target.set(new Target(heap, callers));
                    while (!callers.await(10, TimeUnit.MILLISECONDS) && mayGoOn()) {
                        progress();
                    }
                }
                target.set(null);
            }
        };
    }

    private void useNext(WitnessedHeap next) {
        BlockList holding = new BlockList();
        for (int block = 0; block < BLOCKS; block++) {
            int size = config.sizes.draw(random);
            long key = WitnessedHeap.key(random.nextLong(), OWNER);
            holding.add(next.allocate(size, key), size, key);
            if (random.nextBoolean()) {
                next.free(holding, random.nextInt(holding.count()));
            }
        }
        HeapAccounting.check(next, List.of(holding));
        while (holding.count() > 0) {
            next.free(holding, holding.count() - 1);
        }
        next.allocator().trim();
        HeapAccounting.checkEmpty(next);
        next.allocator().close();
    }
}
