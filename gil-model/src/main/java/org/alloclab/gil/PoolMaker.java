package org.alloclab.gil;

import org.alloclab.HeapLayout;

/** What kind of pool an arena carves: {@link Pool}, or one with fewer checks. */
@FunctionalInterface
interface PoolMaker {
    Pool make(Arena arena, long address, HeapLayout layout);
}
