package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.HeapLayout;
import org.alloclab.memory.ArenaSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which of the wholly free arenas are given back, and when. */
class IdleArenasTest {
    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC;
    private static final long LONG_AGO = TimeUnit.SECONDS.toNanos(1);

    private final ArenaSource source = ArenaSource.system(LAYOUT.arenaBytes());
    private final ArenaTable table = new ArenaTable(LAYOUT, source.range());
    private final List<Arena> released = new ArrayList<>();
    private final IdleArenas idle = new IdleArenas(table, released::add);
    private Arena low;
    private Arena high;

    @BeforeEach
    void enterTwo() {
        Arena one = enter();
        Arena other = enter();
        low = one.row() < other.row() ? one : other;
        high = low == one ? other : one;
    }

    private Arena enter() {
        long address = source.acquire();
        Arena arena = new Arena(LAYOUT, address, table.row(address));
        table.enter(arena);
        idle.add(arena);
        return arena;
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static void age(Arena arena) {
        arena.setIdleSince(System.nanoTime() - LONG_AGO);
    }

    @Test
    void anOldOneIsNotHiddenByAYoungOne() {
        age(high);
        idle.releaseOld();
        assertThat(released).containsExactly(high);
    }

    @Test
    void allThatAreOldGo() {
        age(low);
        age(high);
        idle.releaseOld();
        assertThat(released).containsExactly(low, high);
    }

    @Test
    void oneThatIsInUseAgainStays() {
        age(low);
        age(high);
        low.claim();
        idle.releaseOld();
        assertThat(released).containsExactly(high);
    }
}
