package org.alloclab.lockfree;

/**
 * Allocating for virtual threads, of which there may be millions: they own no cache.
 *
 * <p>A virtual thread takes a stripe for the length of a call. There are twice as many as
 * processors; its number leads it to the same one each time, or a neighbour. If those are taken it
 * does not wait, for their holders may not be running: it takes a pool of its own, one block from
 * it, and gives the pool up again. Its frees need no stripe: they are remote, which is one CAS.
 *
 * <p>Nothing in a call makes a virtual thread leave its carrier, but the carrier may be stopped at
 * any point; that is why nobody waits for a stripe.
 */
final class Stripes {
    private static final int PROBES = 3;

    private final ThreadCaches caches;
    private final Stripe[] stripes;

    Stripes(ThreadCaches caches) {
        this.caches = caches;
        int processors = Runtime.getRuntime().availableProcessors();
        stripes = new Stripe[Integer.highestOneBit(4 * processors - 1)];
        for (int index = 0; index < stripes.length; index++) {
            stripes[index] = new Stripe(caches.newCache());
        }
    }

    int count() {
        return stripes.length;
    }

    /**
     * Allocates a block of a class; 0 where no memory can be had.
     *
     * <p>Caller: any thread. Progress: lock-free, but for new arenas from the operating system.
     */
    long allocate(int sizeClass) {
        long threadId = Thread.currentThread().threadId();
        for (int probe = 0; probe < PROBES; probe++) {
            Stripe stripe = stripes[(int) (threadId + probe) & stripes.length - 1];
            if (stripe.tryEnter()) {
                try {
                    return stripe.cache().allocateSlowly(sizeClass);
                } finally {
                    stripe.leave();
                }
            }
        }
        return allocateAlone(sizeClass);
    }

    /** Allocates without a cache: nobody's pool becomes ours for as long as one block takes. */
    long allocateAlone(int sizeClass) {
        Pool pool = caches.takePool(sizeClass, null);
        if (pool == null) {
            return 0;
        }
        long block = pool.freed() > 0 ? pool.takeFreed() : pool.carve(1);
        if (block == 0) {
            throw pool.damaged();
        }
        Marks.lendFresh(block, sizeClass);
        caches.abandon(pool, sizeClass);
        return block;
    }

    /** Empties the stripes that nobody holds at the moment. */
    void flush() {
        for (Stripe stripe : stripes) {
            if (stripe.tryEnter()) {
                try {
                    stripe.cache().flush();
                } finally {
                    stripe.leave();
                }
            }
        }
    }
}
