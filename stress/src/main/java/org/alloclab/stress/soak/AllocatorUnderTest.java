package org.alloclab.stress.soak;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.gil.GlobalInterpreterLock;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.memory.ArenaSource;

/** An allocator to be looked at. */
public interface AllocatorUnderTest {
    /** The allocator under the global lock. */
    AllocatorUnderTest GIL =
            new AllocatorUnderTest() {
                @Override
                public SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
                    return new GilAllocator(layout, source);
                }

                @Override
                public GlobalInterpreterLock lock(SmallObjectAllocator opened) {
                    return ((GilAllocator) opened).lock();
                }

                @Override
                public String toString() {
                    return "gil";
                }
            };

    /** The lock-free allocator. */
    AllocatorUnderTest LOCKFREE =
            new AllocatorUnderTest() {
                @Override
                public SmallObjectAllocator open(HeapLayout layout, ArenaSource source) {
                    return new LockFreeAllocator(layout, source);
                }

                @Override
                public String toString() {
                    return "lockfree";
                }
            };

    /** The one of a name. */
    static AllocatorUnderTest named(String name) {
        return switch (name) {
            case "gil" -> GIL;
            case "lockfree" -> LOCKFREE;
            default -> throw new IllegalArgumentException("allocator: " + name);
        };
    }

    /** Opens an empty one. */
    SmallObjectAllocator open(HeapLayout layout, ArenaSource source);

    /** The lock that one of this subject is called under; null if there is none. */
    default GlobalInterpreterLock lock(SmallObjectAllocator opened) {
        return null;
    }
}
