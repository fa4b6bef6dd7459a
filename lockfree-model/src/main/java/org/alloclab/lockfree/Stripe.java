package org.alloclab.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A cache that virtual threads take for one call each, by CAS. Who finds it taken goes elsewhere.
 */
final class Stripe {
    private static final long NOBODY = 0;

    private final ThreadCache cache;
    private long holder;

    Stripe(ThreadCache cache) {
        this.cache = cache;
    }

    /** The holder's alone until he leaves. */
    ThreadCache cache() {
        return cache;
    }

    /**
     * Caller: any thread. Progress: wait-free.
     *
     * @param threadId of the calling thread; not 0
     */
    boolean tryEnter(long threadId) {
        return (long) HOLDER.getVolatile(this) == NOBODY
                && HOLDER.compareAndSet(
                        this, NOBODY, threadId); // the last holder's work is visible
    }

    /** Caller: the holder. Progress: wait-free. */
    void leave() {
        HOLDER.setVolatile(this, NOBODY); // after all that was done to the cache
    }

    private static final VarHandle HOLDER;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(Stripe.class, "holder", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
