package org.alloclab.replay;

import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.alloclab.HeapStatistics.ClassRow;
import org.alloclab.memory.ArenaSource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A heap with one pool of 16-byte blocks in one arena, which is kept; the rest is raw. */
class OnePool extends PlainAllocator {
    private static final int HEADER = 48;

    final HeapLayout layout;
    private final ArenaSource source;
    private final Deque<Long> free = new ArrayDeque<>();
    private long arena;
    private long pool;
    private int carved;
    private int live;

    OnePool(HeapLayout layout, ArenaSource source) {
        this.layout = layout;
        this.source = source;
    }

    @Override
    public long allocate(long size) {
        if (size == 0 || size > 16) {
            return super.allocate(size);
        }
        if (arena == 0) {
            arena = source.acquire();
            pool = arena + layout.poolBytes() - 1 & -layout.poolBytes();
        }
        live++;
        return free.isEmpty() ? pool + HEADER + 16 * carved++ : free.pop();
    }

    @Override
    public void free(long address) {
        if (arena != 0 && Long.compareUnsigned(address - arena, layout.arenaBytes()) < 0) {
            free.push(address);
            live--;
        } else {
            super.free(address);
        }
    }

    /** Gives the arena back; the pool is empty. */
    void release() {
        source.release(arena);
        arena = 0;
        carved = 0;
        free.clear();
    }

    @Override
    public HeapStatistics statistics() {
        boolean used = live > 0;
        int blocks = (layout.poolBytes() - HEADER) / 16;
        long arenas = arena == 0 ? 0 : 1;
        long whole = arena % layout.poolBytes() == 0 ? 64 : 63;
        return new HeapStatistics(
                layout,
                used ? List.of(new ClassRow(0, 1, live, blocks - live)) : List.of(),
                1,
                1,
                arenas,
                arenas * (whole - (used ? 1 : 0)),
                0,
                used ? HEADER : 0,
                0,
                arenas * (layout.arenaBytes() - whole * layout.poolBytes()),
                raw.blocks(),
                raw.bytes(),
                0,
                0);
    }

    @Override
    public HeapLayout layout() {
        return layout;
    }

    @Override
    public void close() {
        super.close();
        source.close();
    }
}
