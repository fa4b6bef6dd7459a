package org.alloclab.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ranges of closed sources whose users may not have noticed yet: their addresses go to no one
 * else until the collector finds the user unreachable. A thread in the middle of a call has its
 * user at hand, so it is the collector that knows when the last of them has left, and the calls
 * need no announcement of their own.
 *
 * <p>What rests is addresses, without memory where the system has {@code mmap}. It is looked
 * through whenever a source is opened. If {@value #MOST} ranges rest then, or the system refuses
 * addresses, a collection is asked for. What is left after it is what the program still holds on
 * to; the next collection is asked for when {@value #MOST} more have come.
 *
 * <p>Any thread; lock-free, but for the system and the collector.
 */
final class RestingRanges {
    private static final int MOST = 64;

    private static final Queue<RangeArenaSource> RESTING = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger LIMIT = new AtomicInteger(MOST);

    private RestingRanges() {}

    static void add(RangeArenaSource closed) {
        COUNT.incrementAndGet();
        RESTING.add(closed);
    }

    /** Gives back the addresses that nobody can use any more. */
    static void release() {
        giveBack();
        int limit = LIMIT.get();
        if (COUNT.get() >= limit && LIMIT.compareAndSet(limit, Integer.MAX_VALUE)) {
            collect();
            LIMIT.set(COUNT.get() + MOST);
        }
    }

    /**
     * The same, after a collection.
     *
     * @return whether there are fewer ranges now
     */
    static boolean collect() {
        int before = COUNT.get();
        if (before == 0) {
            return false;
        }
        System.gc();
        giveBack();
        return COUNT.get() < before;
    }

    private static void giveBack() {
        for (RangeArenaSource closed : RESTING) {
            // What a thread did before its fence happens-before the reference is cleared; the
            // thread that takes the range out of the queue is the one that unmaps it.
            if (!closed.isInUse() && RESTING.remove(closed)) {
                COUNT.decrementAndGet();
                closed.giveAddressesBack();
            }
        }
    }

    /** Ranges that rest now. */
    static int count() {
        return COUNT.get();
    }
}
