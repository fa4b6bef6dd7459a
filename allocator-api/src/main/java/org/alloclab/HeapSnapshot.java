package org.alloclab;

import java.util.List;

/**
 * A heap pool by pool, at the time of the call.
 *
 * @param layout the heap's layout
 * @param arenas the arenas held, in ascending order of address
 */
public record HeapSnapshot(HeapLayout layout, List<ArenaView> arenas) {
    /**
     * An arena.
     *
     * @param address its first byte
     * @param pools its whole pools, in ascending order of address
     */
    public record ArenaView(long address, List<PoolView> pools) {
        /** Copies the pools. */
        public ArenaView {
            pools = List.copyOf(pools);
        }
    }

    /**
     * A pool.
     *
     * @param address its first byte
     * @param sizeClass the class it serves; of a pool that serves none the last one, or −1 if not
     *     known
     * @param live blocks in use
     * @param capacity blocks in all; 0 if it never served a class
     */
    public record PoolView(long address, int sizeClass, int live, int capacity) {
        /** Whether no block of the pool is live. */
        public boolean isUnused() {
            return live == 0;
        }

        /** Whether every block is live. */
        public boolean isFull() {
            return live == capacity && capacity > 0;
        }
    }

    /** Copies the arenas. */
    public HeapSnapshot {
        arenas = List.copyOf(arenas);
    }
}
