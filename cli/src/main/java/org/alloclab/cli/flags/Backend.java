package org.alloclab.cli.flags;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.lockfree.LockFreeAllocator;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The allocators there are, by the names users give them. */
public enum Backend {
    /** CPython's allocator under a global lock. */
    GIL {
        @Override
        public SmallObjectAllocator open(HeapLayout layout) {
            return new GilAllocator(layout);
        }
    },

    /** The lock-free one. */
    LOCKFREE {
        @Override
        public SmallObjectAllocator open(HeapLayout layout) {
            return new LockFreeAllocator(layout);
        }
    };

    /** An empty heap of its own. */
    public abstract SmallObjectAllocator open(HeapLayout layout);

    /** Nanoseconds threads have waited for the allocator's lock so far; empty if it has none. */
    public static OptionalLong lockWaitNanos(SmallObjectAllocator allocator) {
        return allocator instanceof GilAllocator gil
                ? OptionalLong.of(gil.lock().cost().waitedNanos())
                : OptionalLong.empty();
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of one, or of all if none is given. */
    public static List<String> namesOf(Backend oneOrNull) {
        return oneOrNull == null
                ? Stream.of(values()).map(Backend::toString).toList()
                : List.of(oneOrNull.toString());
    }
}
