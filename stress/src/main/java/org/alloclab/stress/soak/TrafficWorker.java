package org.alloclab.stress.soak;

import org.alloclab.InvalidAddressException;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.stress.soak.OperationLog.What;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.witness.BlockList;
import org.alloclab.stress.witness.Violation;
import org.alloclab.stress.witness.WitnessedHeap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A worker that holds blocks and makes traffic, on one thread after the other: a burst of
 * allocations, then one of frees; in between it receives the blocks that others sent.
 *
 * <p>All fields belong to the latest thread, which was started by the one before.
 */
final class TrafficWorker extends Worker {
    private static final int PROBES = 16;

    private final WitnessedHeap heap;
    private final GlobalInterpreterLock lock; // null if there is none
    private final WorkloadConfig config;
    private final int id;
    private final SplittableRandom random;
    private final Thread.Builder threads;
    private final SpscQueue[] out;
    private final SpscQueue[] in;

    private final BlockList holding;
    private final OperationLog log = new OperationLog();
    private final Tally tally = new Tally();
    private final List<Thread> dead = new ArrayList<>();

    private boolean filling = true;
    private int rest;
    private int size;
    private int order;
    private int nextIn;
    private boolean locked;

    /**
     * @param id its own, from 1 to 127
     * @param holding what it holds from the beginning
     * @param out queues to other workers
     * @param in queues from other workers
     */
    TrafficWorker(
            Harness harness,
            WorkloadConfig config,
            int id,
            long seed,
            boolean virtual,
            BlockList holding,
            SpscQueue[] out,
            SpscQueue[] in,
            Watchdog watch) {
        super((virtual ? "virtual worker " : "worker ") + id, watch);
        heap = harness.heap();
        lock = harness.lock();
        this.config = config;
        this.id = id;
        random = new SplittableRandom(seed);
        this.threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        this.holding = holding;
        this.out = out;
        this.in = in;
        turn();
    }

    /** Starts it, or continues it, on a thread of its kind. */
    void next() {
        start(threads);
    }

    OperationLog log() {
        return log;
    }

    Tally tally() {
        return tally;
    }

    @Override
    boolean work() throws InterruptedException {
        tally.add(Path.THREADS);
        if (config.outlived) {
            joinDead();
        }
        int life = config.life == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(2 * config.life);
        try {
            for (int step = 0; step < life && mayGoOn(); step++) {
                step();
                progress();
            }
        } finally {
            leaveLock();
        }
        if (mayGoOn()) {
            dead.add(Thread.currentThread());
            next();
            return false;
        }
        joinDead();
        return true;
    }

    private void joinDead() throws InterruptedException {
        for (Thread thread : dead) {
            thread.join();
        }
        dead.clear();
    }

    private void step() {
        receive();
        if (rest-- <= 0) {
            turn();
        }
        if (filling) {
            allocate();
        } else if (holding.count() == 0) {
            rest = 0;
        } else {
            dispose();
        }
        if (config.resize > 0 && Chance.percent(random, config.resize) && holding.count() > 0) {
            resize(choose());
        }
        sometimes();
    }

    /** From filling to emptying, or the other way round. */
    private void turn() {
        filling = !filling;
        rest = filling ? 1 + random.nextInt(config.burst) : Integer.MAX_VALUE;
        if (!filling && Chance.percent(random, 30)) {
            rest = 1 + random.nextInt(config.burst);
        }
        order = random.nextInt(3);
        size = config.sizes.draw(random);
        leaveLock();
    }

    private void sometimes() {
        if (Chance.oneIn(random, config.yieldsEvery())) {
            leaveLock();
            Thread.yield();
        }
        if (Chance.oneIn(random, config.trimEvery)) {
            heap.allocator().trim();
            tally.add(Path.TRIMMED);
        }
        if (Chance.oneIn(random, config.misuseEvery)) {
            misuse();
        }
        if (lock != null && !locked && Chance.oneIn(random, config.lockEvery)) {
            lock.acquire();
            locked = true;
            tally.add(Path.LOCK_HELD);
        }
    }

    private void leaveLock() {
        if (locked) {
            locked = false;
            lock.release();
        }
    }

    private void allocate() {
        int bytes = config.sizes.pinned() ? size : config.sizes.draw(random);
        long key = WitnessedHeap.key(random.nextLong(), id);
        boolean zeroed = (key & 0xf00) == 0;
        long block = zeroed ? heap.allocateZeroed(bytes, key) : heap.allocate(bytes, key);
        log.add(zeroed ? What.ZEROED : What.ALLOCATED, block, bytes);
        tally.add(zeroed ? Path.ZEROED : Path.ALLOCATED);
        if (heap.arenas() != null && !heap.isInArena(block)) {
            tally.add(Path.RAW);
        }
        if ((key & 0xff0000) == 0) {
            heap.checkUsableSize(block, bytes);
        }
        if (!Chance.percent(random, config.share) || !send(block, bytes, key)) {
            holding.add(block, bytes, key);
        }
    }

    private boolean send(long block, int bytes, long key) {
        if (out.length == 0 || !out[random.nextInt(out.length)].send(block, bytes, key)) {
            return false;
        }
        log.add(What.SENT, block, bytes);
        tally.add(Path.SENT);
        return true;
    }

    private void dispose() {
        int index = choose();
        long block = holding.block(index);
        int bytes = holding.size(index);
        long key = holding.key(index);
        holding.remove(index);
        if (!Chance.percent(random, config.share) || !send(block, bytes, key)) {
            free(block, bytes, key);
        }
    }

    private void free(long block, int bytes, long key) {
        log.add(What.FREED, block, bytes);
        heap.free(block, bytes, key);
        tally.add(Path.FREED);
        if (WitnessedHeap.allocatedBy(key) != id) {
            tally.add(Path.FREED_FOR_ANOTHER);
        }
    }

    private int choose() {
        return switch (order) {
            case 0 -> holding.count() - 1;
            case 1 -> 0;
            default -> random.nextInt(holding.count());
        };
    }

    private void resize(int index) {
        long block = holding.block(index);
        int bytes = holding.size(index);
        int wanted = config.sizes.draw(random);
        if (Chance.percent(random, 50)) {
            wanted = Math.max(0, bytes + random.nextInt(-20, 21));
        }
        long key = WitnessedHeap.key(random.nextLong(), id);
        log.add(What.RESIZED, block, bytes);
        long moved = heap.reallocate(block, bytes, holding.key(index), wanted, key);
        log.add(What.MOVED_TO, moved, wanted);
        holding.set(index, moved, wanted, key);
        tally.add(moved == block ? Path.RESIZED_IN_PLACE : Path.MOVED);
    }

    private void receive() {
        if (in.length == 0) {
            return;
        }
        nextIn = nextIn + 1 < in.length ? nextIn + 1 : 0;
        int at = holding.count();
        for (int count = 0; count < PROBES && in[nextIn].receive(holding); count++) {
            long block = holding.block(at);
            int bytes = holding.size(at);
            log.add(What.RECEIVED, block, bytes);
            if (Chance.percent(random, config.keep)) {
                heap.check(block, bytes, holding.key(at), "handed over");
                at++;
            } else {
                long key = holding.key(at);
                holding.remove(at);
                free(block, bytes, key);
            }
        }
    }

    /** Tries to free an address that is no block, while other threads work. */
    private void misuse() {
        long bad =
                Chance.percent(random, 50)
                        ? 16L * random.nextInt(1, 1001)
                        : 1 + (random.nextLong() | 1L << 62);
        for (int index = 0; index < holding.count(); index++) {
            if (holding.size(index) > 16 && heap.isInArena(holding.block(index))) {
                bad = holding.block(index) + Chance.anyOf(random, 8, 16);
                break;
            }
        }
        try {
            heap.allocator().free(bad);
        } catch (InvalidAddressException e) {
            tally.add(Path.MISUSE_REFUSED);
            return;
        }
        throw new Violation(bad, "0x%x is no block, but was freed".formatted(bad));
    }
}
