package org.alloclab.stress.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alloclab.HeapLayout;
import org.alloclab.SmallObjectAllocator;
import org.alloclab.gil.GilAllocator;
import org.alloclab.lockfree.LockFreeAllocator;
import org.alloclab.stress.coverage.RarePath.Need;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Paths are counted where they are taken, and one whose place is gone is missed at once. */
class CountedClassTest {
    private final ClassLoader loader = new CountingLoader(getClass().getClassLoader());

    private SmallObjectAllocator open(Class<?> shipped) throws ReflectiveOperationException {
        Class<?> counted = loader.loadClass(shipped.getName());
        assertThat(CountingLoader.hasLoaded(counted)).isTrue();
        return (SmallObjectAllocator)
                counted.getConstructor(HeapLayout.class).newInstance(HeapLayout.CLASSIC);
    }

    @ParameterizedTest
    @EnumSource
    void everyPathIsInTheClassesShipped(RarePath path) throws Exception {
        Class.forName(path.className(), true, loader); // verified, too
    }

    @Test
    void aPoolThatIsClaimedIsCountedOnce() throws Exception {
        long claimed = Counts.of(RarePath.CLAIM);
        long arenas = Counts.of(RarePath.ARENA_ENTER);
        long detached = Counts.of(RarePath.DETACH);
        try (SmallObjectAllocator heap = open(LockFreeAllocator.class)) {
            heap.allocate(512);
        }
        assertThat(Counts.of(RarePath.CLAIM)).isEqualTo(claimed + 1);
        assertThat(Counts.of(RarePath.ARENA_ENTER)).isEqualTo(arenas + 1);
        assertThat(Counts.of(RarePath.DETACH)).isEqualTo(detached);
    }

    @Test
    void onlyTheResultAskedForIsCounted() throws Exception {
        long served = Counts.of(RarePath.POOL_SERVE);
        long emptied = Counts.of(RarePath.POOL_EMPTY);
        long raw = Counts.of(RarePath.RAW_INSTEAD);
        try (SmallObjectAllocator heap = open(GilAllocator.class)) {
            heap.free(heap.allocate(512));
            heap.allocate(512);
        }
        assertThat(Counts.of(RarePath.POOL_SERVE)).isEqualTo(served + 2);
        assertThat(Counts.of(RarePath.POOL_EMPTY)).isEqualTo(emptied + 1);
        assertThat(Counts.of(RarePath.RAW_INSTEAD)).isEqualTo(raw);
        Counts.addIfNull(null, RarePath.RAW_INSTEAD.ordinal());
        Counts.addIfNull("", RarePath.RAW_INSTEAD.ordinal());
        assertThat(Counts.of(RarePath.RAW_INSTEAD)).isEqualTo(raw + 1);
    }

    @Test
    void whatIsShippedIsNotCounted() {
        long claimed = Counts.of(RarePath.CLAIM);
        try (SmallObjectAllocator heap = new LockFreeAllocator(HeapLayout.CLASSIC)) {
            heap.allocate(512);
        }
        assertThat(Counts.of(RarePath.CLAIM)).isEqualTo(claimed);
    }

    @Test
    void aPlaceThatIsGoneIsNamed() throws IOException {
        byte[] bytes;
        try (InputStream stream = getClass().getResourceAsStream("CountedClassTest.class")) {
            bytes = stream.readAllBytes();
        }
        assertThatThrownBy(() -> CountedClass.of(bytes, List.of(RarePath.DRAIN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("where is the path drain now?");
        assertThat(CountedClass.of(bytes, List.of())).isEqualTo(bytes);
    }

    @Test
    void trafficIsNotAskedForWhatItCannotDo() {
        String lockFree = "org.alloclab.lockfree";
        List<RarePath> all = RarePath.required(lockFree, EnumSet.allOf(Need.class));
        assertThat(all).contains(RarePath.REAP, RarePath.PUBLISH, RarePath.STRIPES_BUSY);
        assertThat(all).doesNotContain(RarePath.POOL_FULL);
        assertThat(RarePath.required(lockFree, Set.of()))
                .contains(RarePath.CLAIM)
                .doesNotContain(RarePath.REAP, RarePath.PUBLISH, RarePath.STRIPES_BUSY);
        assertThat(RarePath.required("org.alloclab.gil", EnumSet.allOf(Need.class)))
                .contains(RarePath.LOCK_CONTENDED)
                .doesNotContain(RarePath.CLAIM);
    }
}
