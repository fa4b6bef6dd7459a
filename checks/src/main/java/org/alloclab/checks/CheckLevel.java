package org.alloclab.checks;

import org.alloclab.SmallObjectAllocator;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/** How much of what goes wrong is noticed. */
public enum CheckLevel {
    /** Nothing is put around the allocator: it notices what it notices by itself. */
    FAITHFUL {
        @Override
        public SmallObjectAllocator around(
                SmallObjectAllocator allocator, BooleanSupplier lockHeld, boolean asksInside) {
            return allocator;
        }
    },

    /** CPython's debug hooks: see {@link DebugAllocator}. */
    DEBUG {
        @Override
        public SmallObjectAllocator around(
                SmallObjectAllocator allocator, BooleanSupplier lockHeld, boolean asksInside) {
            return new DebugAllocator(allocator, lockHeld, asksInside);
        }
    },

    /**
     * What is kept apart from the blocks, where no stray write reaches it: {@link
     * HardenedAllocator}.
     */
    HARDENED {
        @Override
        public SmallObjectAllocator around(
                SmallObjectAllocator allocator, BooleanSupplier lockHeld, boolean asksInside) {
            return new HardenedAllocator(allocator, lockHeld, asksInside);
        }
    };

    /**
     * Puts the checks of this level around an allocator, which is closed with what is returned.
     *
     * @param allocator not to be called but through its checks from now on
     * @param lockHeld whether the calling thread holds the lock that a caller must hold; always
     *     true where there is none
     * @param asksInside whether the allocator may be asked what a wrong address is; not if that may
     *     crash, as of one that does not promise to find wrong frees
     */
    public abstract SmallObjectAllocator around(
            SmallObjectAllocator allocator, BooleanSupplier lockHeld, boolean asksInside);

    /** Puts the checks around an allocator that may be asked what a wrong address is. */
    public final SmallObjectAllocator around(
            SmallObjectAllocator allocator, BooleanSupplier lockHeld) {
        return around(allocator, lockHeld, true);
    }

    /** The name as users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
