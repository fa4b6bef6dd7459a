package org.alloclab.gil;

import org.alloclab.HeapLayout;
import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.memory.Memory;

/**
 * A pool that believes its callers, as CPython's does: whatever is freed goes on the free list, and
 * comes back from it. A block freed twice is on it twice, so the list is a ring, and the block is
 * handed out again and again.
 *
 * <p>One thing is held to: a block, and a link that is followed, lie in the pool. What CPython
 * would do beyond that is anybody's guess, and would take the virtual machine with it.
 *
 * <p>A class of its own, so that there is no check for it in {@link Pool}; while none is loaded,
 * the compiler binds every call to that one.
 */
final class UncheckedPool extends Pool {
    UncheckedPool(Arena arena, long address, HeapLayout layout) {
        super(arena, address, layout);
    }

    /** Refuses what would lie in two pools. */
    @Override
    void checkLive(long block) {
        if (!holds(block)) {
            throw notLive(block);
        }
    }

    @Override
    boolean isFree(long link) {
        return link != 0 && holds(link);
    }

    /** The list ends there: CPython would go on where the link leads, or crash. */
    @Override
    void damaged(long block, long link) {
        // Unnoticed. The pool is not given up: one that counts as full is never an empty one.
    }

    @Override
    void setState(long block, byte state) {
        // CPython has none.
    }

    /** Links may be anywhere, as blocks may. */
    @Override
    long link(long block) {
        return Memory.view(block, Long.BYTES).getLong(0);
    }

    @Override
    void setLink(long block, long link) {
        Memory.view(block, Long.BYTES).putLong(0, link);
    }

    /** Blocks freed twice are counted twice. */
    @Override
    PoolView view() {
        PoolView counted = super.view();
        int live = Math.clamp(counted.live(), 0, counted.capacity());
        return new PoolView(counted.address(), counted.sizeClass(), live, counted.capacity());
    }
}
