package org.alloclab.replay;

import org.alloclab.HeapLayout;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.ForwardingArenaSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An arena source that numbers its arenas and remembers what happens, and whose arenas begin at a
 * chosen distance from an aligned address. From the addresses alone it says where a block lies.
 *
 * <p>For one thread, unlike what {@link ArenaSource} asks of its implementations: placement traces
 * have one.
 */
final class WatchedArenas extends ForwardingArenaSource {
    private final HeapLayout layout;
    private final long misalignment;
    private final TreeMap<Long, Integer> current = new TreeMap<>(); // ordinals by base
    private final List<String> events = new ArrayList<>();
    private int obtained;
    private int highwater;

    /**
     * @param misalignment bytes from a multiple of the arena size to each base
     */
    WatchedArenas(HeapLayout layout, long misalignment) {
        // A misaligned arena needs room to begin late: it lies inside one of twice the size.
        super(
                ArenaSource.system(
                        misalignment == 0 ? layout.arenaBytes() : 2L * layout.arenaBytes()));
        this.layout = layout;
        this.misalignment = misalignment;
    }

    @Override
    public long arenaBytes() {
        return layout.arenaBytes();
    }

    @Override
    public long acquire() {
        long base = super.acquire() + misalignment;
        current.put(base, obtained);
        events.add("arena+ " + obtained++);
        highwater = Math.max(highwater, current.size());
        return base;
    }

    @Override
    public void release(long arena) {
        Integer ordinal = current.remove(arena);
        if (ordinal == null) {
            throw new IllegalArgumentException("arena: 0x%x is not held".formatted(arena));
        }
        events.add("arena- " + ordinal);
        super.release(arena - misalignment);
    }

    /** What happened since the last call, as placement traces have it. */
    List<String> takeEvents() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Where a block lies: {@code ARENA POOL OFFSET}, or {@code raw} if in no arena. */
    String place(long block) {
        Map.Entry<Long, Integer> arena = current.floorEntry(block);
        if (arena == null || block - arena.getKey() >= layout.arenaBytes()) {
            return "raw";
        }
        long firstPool = layout.poolStart(arena.getKey() + layout.poolBytes() - 1);
        long distance = block - firstPool;
        long pool = Math.floorDiv(distance, layout.poolBytes());
        long offset = Math.floorMod(distance, layout.poolBytes());
        return arena.getValue() + " " + pool + " " + offset; // a formatter would take most of a run
    }

    int obtained() {
        return obtained;
    }

    int highwater() {
        return highwater;
    }

    int current() {
        return current.size();
    }
}
