package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.InvalidAddressException;
import org.alloclab.SizeClasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Blocks at hand: how many, in which order, whose, and what becomes of one that is there twice. */
class MagazinesTest {
    private final Magazines magazines = new Magazines() {};
    private final LockFreeAllocator allocator = new LockFreeAllocator(HeapLayout.MODERN);

    private boolean push(int sizeClass, long block) {
        long room = magazines.room(sizeClass);
        if (room != 0) {
            magazines.push(sizeClass, room, block);
        }
        return room != 0;
    }

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 31})
    void aMagazineGivesBackTheLastOneFirstAndTakesNoMoreThanItsCapacity(int sizeClass) {
        int capacity = Magazines.capacity(sizeClass);
        assertThat(magazines.pop(sizeClass)).isZero();
        for (int block = 1; block <= capacity; block++) {
            assertThat(push(sizeClass, 16L * block)).isTrue();
        }
        assertThat(push(sizeClass, 16)).isFalse();
        for (int block = capacity; block > 0; block--) {
            assertThat(magazines.pop(sizeClass)).isEqualTo(16L * block);
        }
        assertThat(magazines.pop(sizeClass)).isZero();
    }

    @Test
    void fullMagazinesOfAllClassesDoNotMeet() {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            for (int block = 1; push(sizeClass, 1000L * sizeClass + block); block++) {}
        }
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            for (int block = magazines.size(sizeClass); block > 0; block--) {
                assertThat(magazines.pop(sizeClass)).isEqualTo(1000L * sizeClass + block);
            }
        }
    }

    @Test
    void theOldestGoFirst() {
        LongStream.rangeClosed(1, 10).forEach(block -> push(3, block));
        int place = magazines.oldest(3);
        assertThat(magazines.at(place)).isEqualTo(1);
        magazines.takeOut(3, place + 4);
        assertThat(magazines.size(3)).isEqualTo(6);
        assertThat(magazines.at(magazines.oldest(3))).isEqualTo(5);
        assertThat(magazines.pop(3)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 31})
    void whatIsInStaysInOnceHoweverMuchIsTakenOut(int sizeClass) {
        int capacity = Magazines.capacity(sizeClass);
        for (int out = 0; out <= capacity; out++) {
            LongStream.rangeClosed(1, capacity).forEach(block -> push(sizeClass, block));
            for (int one = 0; one < out; one++) { // as when a death comes after each
                magazines.takeOut(sizeClass, magazines.oldest(sizeClass) + 1);
                assertThat(magazines.size(sizeClass)).isEqualTo(capacity - one - 1);
            }
            magazines.settle(sizeClass);
            assertThat(magazines.size(sizeClass)).isEqualTo(capacity - out);
            if (out > capacity / 2) {
                assertThat(push(sizeClass, capacity + 1L)).isTrue();
                assertThat(magazines.pop(sizeClass)).isEqualTo(capacity + 1L);
            }
            for (long block = capacity; block > out; block--) {
                assertThat(magazines.pop(sizeClass)).isEqualTo(block);
            }
            assertThat(magazines.pop(sizeClass)).isZero();
            magazines.settle(sizeClass);
        }
    }

    @Test
    void aBlockFreedElsewhereGoesHomeAndNotToItsFreer() throws InterruptedException {
        long[] mine = LongStream.generate(() -> allocator.allocate(64)).limit(100).toArray();
        List<Long> others = new ArrayList<>();
        Thread.ofPlatform()
                .start(() -> {
                    allocator.allocate(64); // has a cache, in which there would be room
                    for (int i = 0; i < 50; i++) {
                        allocator.free(mine[i]);
                    }
                    for (int i = 0; i < 100; i++) {
                        others.add(allocator.allocate(64));
                    }
                })
                .join();
        long pool = -HeapLayout.MODERN.poolBytes();
        assertThat(others).noneMatch(block -> (block & pool) == (mine[0] & pool));
    }

    @Test
    void aBlockInAMagazineIsNotLive() {
        long block = allocator.allocate(64);
        allocator.free(block);
        assertThatExceptionOfType(InvalidAddressException.class)
                .isThrownBy(() -> allocator.free(block));
        assertThat(allocator.statistics().liveBlocks()).isZero();
        assertThat(allocator.allocate(64)).isEqualTo(block);
        assertThat(allocator.statistics().liveBlocks()).isOne();
    }

    @Test
    void aBlockThatIsInAMagazineTwiceIsHandedOutOnce() {
        long block = allocator.allocate(64);
        allocator.free(block);
        Marks.lendFresh(block, 3); // as another thread's view of it may have been
        allocator.free(block);
        assertThat(allocator.allocate(64)).isEqualTo(block);
        assertThatExceptionOfType(HeapCorruptedException.class)
                .isThrownBy(() -> allocator.allocate(64));
        assertThat(allocator.allocate(64)).isNotEqualTo(block);
    }
}
