package org.alloclab.lockfree;

import org.alloclab.SmallObjectAllocator;

import java.lang.invoke.VarHandle;
import java.time.Duration;

/** Reaches into a lock-free heap, where sweeps need what its interface does not offer. */
public final class Inside {
    private static final long LONG_AGO = Duration.ofSeconds(10).toNanos();
    private static final VarHandle ARENAS =
            Peek.at(LockFreeAllocator.class, "arenas", Arenas.class);
    private static final VarHandle IDLE = Peek.at(Arenas.class, "idle", IdleArenas.class);
    private static final VarHandle NEXT_LOOK = Peek.at(IdleArenas.class, "nextLook", long.class);
    private static final VarHandle STRIPES =
            Peek.at(LockFreeAllocator.class, "stripes", Stripes.class);
    private static final VarHandle ROW = Peek.at(Stripes.class, "stripes", Stripe[].class);

    private Inside() {}

    /** Checks, while no call is in progress, that all books agree. Other heaps say so elsewhere. */
    public static void check(SmallObjectAllocator heap) {
        if (heap instanceof LockFreeAllocator lockFree) {
            lockFree.checkInvariants();
        }
    }

    /** Makes it long ago that arenas became wholly free. */
    public static void age(SmallObjectAllocator heap) {
        if (heap instanceof LockFreeAllocator lockFree) {
            Arenas arenas = (Arenas) ARENAS.get(lockFree);
            long then = System.nanoTime() - LONG_AGO;
            for (int row = 0; row < arenas.table().limit(); row++) {
                Arena arena = arenas.table().arena(row);
                if (arena != null) {
                    arena.setIdleSince(then);
                }
            }
            NEXT_LOOK.setOpaque((IdleArenas) IDLE.get(arenas), then);
        }
    }

    /** Takes every stripe that is nobody's, as virtual threads would that are not running. */
    public static void takeStripes(SmallObjectAllocator heap) {
        for (Stripe stripe : stripes(heap)) {
            stripe.tryEnter();
        }
    }

    /** Leaves every stripe. Caller: who took them all, while no call is in progress. */
    public static void leaveStripes(SmallObjectAllocator heap) {
        for (Stripe stripe : stripes(heap)) {
            stripe.leave();
        }
    }

    private static Stripe[] stripes(SmallObjectAllocator heap) {
        return heap instanceof LockFreeAllocator lockFree
                ? (Stripe[]) ROW.get((Stripes) STRIPES.get(lockFree))
                : new Stripe[0];
    }
}
