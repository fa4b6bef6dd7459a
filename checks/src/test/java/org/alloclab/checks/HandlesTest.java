package org.alloclab.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.alloclab.HeapLayout;
import org.alloclab.gil.GilAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

/** A handle is good for one life of its block. */
class HandlesTest {
    private final HardenedAllocator heap =
            new HardenedAllocator(new GilAllocator(HeapLayout.CLASSIC));
    private final Handles handles = heap.handles();

    @AfterEach
    void close() {
        heap.close();
    }

    @Test
    void aLiveHandleReadsAndWritesWithinItsBounds() {
        long handle = handles.allocate(20);
        handles.put(handle, 19, (byte) 7);
        assertThat(handles.get(handle, 19)).isEqualTo((byte) 7);
        for (long offset : new long[] {-1, 20, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> handles.get(handle, offset))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        handles.free(handle);
        assertThat(heap.statistics().liveBlocks()).isZero();
    }

    /** Nearly as many lives of one place as there are generations: no two handles are equal. */
    @Test
    void noTwoLivesOfAPlaceHaveOneHandle() {
        Set<Long> seen = new HashSet<>();
        Set<Long> addresses = new HashSet<>();
        for (int life = 0; life < 65_000; life++) {
            long handle = handles.allocate(20);
            assertThat(seen.add(handle)).isTrue();
            addresses.add(Handles.address(handle));
            handles.free(handle);
        }
        assertThat(addresses).hasSizeLessThan(1000);
    }

    @Test
    void aStaleHandleIsRefusedThoughItsBlockLives() {
        long stale = handles.allocate(20);
        handles.free(stale);
        heap.trim();
        long again = handles.allocate(20);
        assertThat(Handles.address(again)).isEqualTo(Handles.address(stale));
        HeapStoppedException e =
                catchThrowableOfType(HeapStoppedException.class, () -> handles.free(stale));
        assertThat(e.report().kind()).isEqualTo(Corruption.STALE_HANDLE);
        assertThat(e).hasMessageContaining("there now: 20 bytes");
    }

    @Test
    void aBlockThatWasReallocatedHasNoHandle() {
        long handle = handles.allocate(72);
        assertThat(heap.reallocate(Handles.address(handle), 70)).isEqualTo(Handles.address(handle));
        assertThatThrownBy(() -> handles.get(handle, 0)).isInstanceOf(HeapStoppedException.class);
    }
}
