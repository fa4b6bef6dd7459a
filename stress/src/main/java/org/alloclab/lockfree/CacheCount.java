package org.alloclab.lockfree;

import org.alloclab.SmallObjectAllocator;

/** What threads cost an allocator: what it keeps for each, or for some. */
public final class CacheCount {
    private CacheCount() {}

    /** Caches and stripes there are; an allocator of another kind has none. */
    public static int of(SmallObjectAllocator allocator) {
        return allocator instanceof LockFreeAllocator lockFree ? lockFree.cacheCount() : 0;
    }
}
