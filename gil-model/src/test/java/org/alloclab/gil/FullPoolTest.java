package org.alloclab.gil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.memory.ArenaSource;
import org.alloclab.memory.MappedBytes;
import org.junit.jupiter.api.Test;

/** A pool that a call cut short has left on its list though it is full. */
class FullPoolTest {
    private static final HeapLayout LAYOUT = HeapLayout.CLASSIC;

    @Test
    void itHandsOutNothing() {
        try (ArenaSource source = ArenaSource.system(LAYOUT.arenaBytes())) {
            PoolTable table = new PoolTable(LAYOUT, source.range());
            Pool pool = new Arenas(LAYOUT, source, Pool::new, table, new MappedBytes()).takePool();
            pool.serve(31);
            while (!pool.isFull()) {
                pool.allocate();
            }
            assertThatExceptionOfType(HeapCorruptedException.class).isThrownBy(pool::allocate);
            assertThat(pool.isFull()).isTrue();
        }
    }
}
