package org.alloclab.bench;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.lockfree.LockFreeAllocator;

/** Plugs in {@code locked-lockfree}: a {@link LockFreeAllocator} in a {@link LockedAllocator}. */
public final class LockedLockFreeProvider extends VariantProvider {
    /** For the service loader. */
    public LockedLockFreeProvider() {
        super("locked-lockfree", "lockfree, every call under one global lock");
    }

    @Override
    public SmallObjectAllocator open(HeapLayout layout) {
        return new LockedAllocator(new LockFreeAllocator(layout));
    }
}
