package org.alloclab.gil;

import org.alloclab.SmallObjectAllocator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Looks at the lock under a heap from outside, without taking it. */
public final class LockProbe {
    private LockProbe() {}

    /** The lock itself; empty if the heap has none. */
    public static Optional<ReentrantLock> lockOf(SmallObjectAllocator heap) {
        return heap instanceof GilAllocator gil
                ? Optional.of((ReentrantLock) LOCK.get(gil.lock()))
                : Optional.empty();
    }

    /** The lock that callers can hold across calls; empty if the heap has none. */
    public static Optional<GlobalInterpreterLock> gilOf(SmallObjectAllocator heap) {
        return heap instanceof GilAllocator gil ? Optional.of(gil.lock()) : Optional.empty();
    }

    private static final VarHandle LOCK;

    static {
        try {
            LOCK =
                    MethodHandles.privateLookupIn(
                                    GlobalInterpreterLock.class, MethodHandles.lookup())
                            .findVarHandle(
                                    GlobalInterpreterLock.class, "lock", ReentrantLock.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
