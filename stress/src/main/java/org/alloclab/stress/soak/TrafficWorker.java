package org.alloclab.stress.soak;

import org.alloclab.InvalidAddressException;
import org.alloclab.stress.soak.OperationLog.What;
import org.alloclab.stress.soak.Tally.Path;
import org.alloclab.stress.soak.WorkloadConfig.Flow;

import java.util.ArrayList;
import java.util.List;

/**
 * One place in a crew: it holds blocks and makes traffic, through one thread after the other.
 *
 * <p>A burst of allocations, then one of frees; in between it receives what others sent. All fields
 * belong to the thread that works now: it got them from the one before, which started it.
 */
final class TrafficWorker extends Worker {
    private static final int PROBES = 16;

    private final WitnessedHeap heap;
    private final WorkloadConfig shape;
    private final int id;
    private final Dice dice;
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
     * @param out where it can send blocks
     * @param in where others send blocks to it
     */
    TrafficWorker(
            WitnessedHeap heap,
            WorkloadConfig shape,
            int id,
            long seed,
            boolean virtual,
            BlockList holding,
            SpscQueue[] out,
            SpscQueue[] in,
            Watchdog watch) {
        super((virtual ? "virtual seat " : "seat ") + id, watch);
        this.heap = heap;
        this.shape = shape;
        this.id = id;
        this.dice = new Dice(seed);
        this.threads = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        this.holding = holding;
        this.out = out;
        this.in = in;
        turn();
    }

    void start() {
        start(threads);
    }

    OperationLog log() {
        return log;
    }

    Tally tally() {
        return tally;
    }

    @Override
    boolean work() {
        tally.add(Path.THREADS);
        if (shape.crew().outlived()) {
            joinDead();
        }
        Flow flow = shape.flow();
        int life =
                shape.crew().life() == 0
                        ? Integer.MAX_VALUE
                        : 1 + dice.below(2 * shape.crew().life());
        try {
            for (int step = 0; step < life && mayGoOn(); step++) {
                step(flow);
                progress();
            }
        } finally {
            leaveLock();
        }
        if (mayGoOn()) {
            dead.add(Thread.currentThread());
            start();
            return false;
        }
        joinDead();
        return true;
    }

    private void joinDead() {
        for (Thread thread : dead) {
            join(thread);
        }
        dead.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a seat", e);
        }
    }

    private void step(Flow flow) {
        receive(flow);
        if (rest-- <= 0) {
            turn();
        }
        if (filling) {
            allocate(flow);
        } else if (holding.count() == 0) {
            rest = 0;
        } else {
            dispose(flow);
        }
        if (flow.resize() > 0 && dice.percent(flow.resize()) && holding.count() > 0) {
            resize(choose());
        }
        sometimes(flow);
    }

    /** From filling to emptying, or the other way round. */
    private void turn() {
        filling = !filling;
        rest = filling ? 1 + dice.below(shape.flow().burst()) : Integer.MAX_VALUE;
        if (!filling && dice.percent(30)) {
            rest = 1 + dice.below(shape.flow().burst());
        }
        order = dice.below(3);
        size = shape.sizes().draw(dice);
        leaveLock();
    }

    private void sometimes(Flow flow) {
        if (dice.oneIn(flow.yieldEvery())) {
            leaveLock();
            Thread.yield();
        }
        if (dice.oneIn(flow.trimEvery())) {
            heap.allocator().trim();
            tally.add(Path.TRIMMED);
        }
        if (dice.oneIn(flow.misuseEvery())) {
            misuse();
        }
        if (heap.lock() != null && !locked && dice.oneIn(flow.lockEvery())) {
            heap.lock().acquire();
            locked = true;
            tally.add(Path.LOCK_HELD);
        }
    }

    private void leaveLock() {
        if (locked) {
            locked = false;
            heap.lock().release();
        }
    }

    private void allocate(Flow flow) {
        int bytes = shape.sizes().pinned() ? size : shape.sizes().draw(dice);
        long key = WitnessedHeap.key(dice, id);
        boolean zeroed = (key & 0xf00) == 0;
        long block = zeroed ? heap.allocateZeroed(bytes, key) : heap.allocate(bytes, key);
        log.add(zeroed ? What.ZEROED : What.ALLOCATED, block, bytes);
        tally.add(zeroed ? Path.ZEROED : Path.ALLOCATED);
        if (!heap.range().contains(block)) {
            tally.add(Path.RAW);
        }
        if ((key & 0xff0000) == 0) {
            heap.checkUsableSize(block, bytes);
        }
        if (!dice.percent(flow.share()) || !send(block, bytes, key)) {
            holding.add(block, bytes, key);
        }
    }

    private boolean send(long block, int bytes, long key) {
        if (out.length == 0 || !out[dice.below(out.length)].send(block, bytes, key)) {
            return false;
        }
        log.add(What.SENT, block, bytes);
        tally.add(Path.SENT);
        return true;
    }

    private void dispose(Flow flow) {
        int index = choose();
        long block = holding.block(index);
        int bytes = holding.size(index);
        long key = holding.key(index);
        holding.remove(index);
        if (!dice.percent(flow.share()) || !send(block, bytes, key)) {
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
            default -> dice.below(holding.count());
        };
    }

    private void resize(int index) {
        long block = holding.block(index);
        int bytes = holding.size(index);
        int wanted = shape.sizes().draw(dice);
        if (dice.percent(50)) {
            wanted = Math.max(0, bytes + dice.between(-20, 20));
        }
        long key = WitnessedHeap.key(dice, id);
        log.add(What.RESIZED, block, bytes);
        long moved = heap.reallocate(block, bytes, holding.key(index), wanted, key);
        log.add(What.MOVED_TO, moved, wanted);
        holding.set(index, moved, wanted, key);
        tally.add(moved == block ? Path.RESIZED_IN_PLACE : Path.MOVED);
    }

    private void receive(Flow flow) {
        if (in.length == 0) {
            return;
        }
        nextIn = nextIn + 1 < in.length ? nextIn + 1 : 0;
        int at = holding.count();
        for (int count = 0; count < PROBES && in[nextIn].receive(holding); count++) {
            long block = holding.block(at);
            int bytes = holding.size(at);
            log.add(What.RECEIVED, block, bytes);
            if (dice.percent(flow.keep())) {
                BlockContents.check(block, bytes, holding.key(at), "handed over");
                at++;
            } else {
                long key = holding.key(at);
                holding.remove(at);
                free(block, bytes, key);
            }
        }
    }

    /** Tries to free what is no block, whatever the others do meanwhile. */
    private void misuse() {
        long bad = dice.percent(50) ? 16L * dice.between(1, 1000) : 1 + (dice.next() | 1L << 62);
        for (int index = 0; index < holding.count(); index++) {
            if (holding.size(index) > 16 && heap.range().contains(holding.block(index))) {
                bad = holding.block(index) + dice.anyOf(8, 16);
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
