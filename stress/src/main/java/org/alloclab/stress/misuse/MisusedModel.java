package org.alloclab.stress.misuse;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.checks.CheckLevel;
import org.alloclab.gil.GilAllocator;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.lockfree.LockFreeAllocator;

import java.util.Locale;

/** The allocators that are misused. */
public enum MisusedModel {
    /** CPython's, under a global lock; at the faithful level without checks of its own. */
    GIL,

    /** The lock-free one. Its marks lie beside the blocks at any level, and cost it nothing. */
    LOCKFREE;

    /** A heap, and the lock that guards it; null where there is none. */
    record Opened(SmallObjectAllocator heap, GlobalInterpreterLock lock) {}

    Opened open(CheckLevel level) {
        HeapLayout layout = HeapLayout.CLASSIC;
        if (this == LOCKFREE) {
            return new Opened(level.around(new LockFreeAllocator(layout), () -> true), null);
        }
        GilAllocator gil =
                level == CheckLevel.FAITHFUL
                        ? GilAllocator.trusting(layout)
                        : new GilAllocator(layout);
        return new Opened(level.around(gil, gil.lock()::isHeld), gil.lock());
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
