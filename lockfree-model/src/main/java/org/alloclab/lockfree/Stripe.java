package org.alloclab.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A cache that virtual threads take for one call each, by CAS. Who finds it taken goes elsewhere.
 */
final class Stripe {
    private final ThreadCache cache;
    private boolean taken;

    Stripe(ThreadCache cache) {
        this.cache = cache;
    }

    /** The holder's alone until he leaves. */
    ThreadCache cache() {
        return cache;
    }

    /** Caller: any thread. Progress: wait-free. */
    boolean tryEnter() {
        return !(boolean) TAKEN.getVolatile(this)
                && TAKEN.compareAndSet(this, false, true); // the last holder's work is visible
    }

    /** Caller: the holder. Progress: wait-free. */
    void leave() {
        TAKEN.setVolatile(this, false); // after all that was done to the cache
    }

    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(Stripe.class, "taken", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
