package org.alloclab.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.alloclab.HeapCorruptedException;
import org.alloclab.HeapLayout;
import org.alloclab.HeapStatistics;
import org.alloclab.InvalidAddressException.What;
import org.alloclab.lockfree.Pool.Freed;
import org.alloclab.memory.Shadow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The transitions of the pool word, one by one, in one thread. */
class PoolTransitionsTest {
    private static final int SIZE_CLASS = 31; // 512 bytes: 8 blocks in a classic pool
    private static final int CAPACITY = 8;
    private static final long ADDRESS = Shadow.ORIGIN + (1L << 29);
    private static final int NUMBER = 1 << 30; // no real cache's

    private final Arena arena = new Arena(HeapLayout.CLASSIC, ADDRESS, 0);
    private final ThreadCache me = new ThreadCache(null, NUMBER);
    private final ThreadCache other = new ThreadCache(null, NUMBER + 1);
    private final List<Integer> live = new ArrayList<>();
    private Pool pool;

    @BeforeEach
    void begin() {
        Shadow.commit(ADDRESS, HeapLayout.MODERN.arenaBytes());
        claim();
    }

    private void claim() {
        pool = arena.claim();
        pool.open(SIZE_CLASS, me);
    }

    /** The next block, lent to a user; 0 where there is none. */
    private static long allocate(Pool pool) {
        long block = pool.freed() > 0 ? pool.takeFreed() : pool.available() > 0 ? pool.carve(1) : 0;
        if (block != 0) {
            Marks.lendFresh(block, pool.sizeClass());
        }
        return block;
    }

    private long allocate() {
        return allocate(pool);
    }

    private void allocate(int blocks) {
        for (int i = 0; i < blocks; i++) {
            live.add(pool.blockAt(allocate()));
        }
    }

    private Freed freeRemotely(ThreadCache adopter) {
        return freeRemotely(live.removeFirst(), adopter);
    }

    private Freed freeRemotely(int block, ThreadCache adopter) {
        Marks.giveBack(pool.addressOf(block));
        return pool.freeRemotely(block, adopter);
    }

    private int livingBlocks() {
        arena.checkInvariants();
        return pool.view().live();
    }

    @Test
    void aClaimedPoolServesItsOwner() {
        assertThat(pool.isOwnedBy(me)).isTrue();
        assertThat(pool.isOwnedBy(other)).isFalse();
        assertThat(allocate()).isEqualTo(ADDRESS);
        assertThat(allocate()).isEqualTo(ADDRESS + 512);
        assertThat(livingBlocks()).isEqualTo(2);
    }

    @Test
    void blocksFreedTogetherComeBackTogether() {
        allocate(CAPACITY);
        for (int block : new int[] {1, 3, 6}) {
            Marks.giveBack(pool.addressOf(block));
        }
        pool.link(3, 6);
        pool.link(6, 1);
        assertThat(pool.freeRemotely(3, 1, 3, null)).isEqualTo(Freed.PUSHED);
        assertThat(livingBlocks()).isEqualTo(CAPACITY - 3);
        assertThat(pool.drain()).isTrue();
        assertThat(allocate()).isEqualTo(ADDRESS + 3 * 512);
        assertThat(allocate()).isEqualTo(ADDRESS + 6 * 512);
        assertThat(allocate()).isEqualTo(ADDRESS + 512);
    }

    @Test
    void anOwnerTakesUpThePoolThatHeKept() {
        allocate(5);
        assertThat(pool.keep()).isEqualTo(PoolWord.KEPT);
        assertThat(pool.isOwnedBy(me)).isFalse();
        assertThat(freeRemotely(other)).as("not for others").isEqualTo(Freed.PUSHED);
        assertThat(freeRemotely(other)).isEqualTo(Freed.PUSHED);
        assertThat(pool.adopt(SIZE_CLASS, other)).isFalse();
        assertThat(pool.takeUp(SIZE_CLASS, other)).isFalse();
        assertThat(livingBlocks()).isEqualTo(3);
        assertThat(pool.takeUp(SIZE_CLASS, me)).isTrue();
        assertThat(pool.takeUp(SIZE_CLASS, me)).as("a call cut short").isTrue();
        assertThat(pool.drain()).isTrue();
        assertThat(livingBlocks()).isEqualTo(3);
    }

    @Test
    void theLastFreerRetiresAPoolThatItsOwnerKeeps() {
        allocate(3);
        freeRemotely(null);
        pool.keep();
        assertThat(freeRemotely(null)).isEqualTo(Freed.PUSHED);
        assertThat(freeRemotely(null)).isEqualTo(Freed.RETIRED);
        assertThat(pool.takeUp(SIZE_CLASS, me)).isFalse();
        arena.unclaim(1L << pool.number());
        assertThat(arena.claim()).isSameAs(pool);
        pool.open(SIZE_CLASS, other);
        assertThat(pool.takeUp(SIZE_CLASS, me)).as("another's by now").isFalse();
        allocate(1);
        pool.keep();
        assertThat(pool.takeUp(SIZE_CLASS, me)).isFalse();
        assertThat(pool.takeUp(SIZE_CLASS, other)).isTrue();
    }

    @Test
    void anOwnerWhoFindsAllBlocksBackKeepsNothing() {
        allocate(1);
        freeRemotely(null);
        assertThat(pool.keep()).isEqualTo(PoolWord.FREE);
        assertThat(pool.takeUp(SIZE_CLASS, me)).isFalse();
    }

    @Test
    void remoteFreesComeBackAtTheDrain() {
        allocate(CAPACITY);
        assertThat(allocate()).isZero();
        assertThat(pool.drain()).isFalse();
        assertThat(freeRemotely(null)).isEqualTo(Freed.PUSHED);
        assertThat(freeRemotely(other)).isEqualTo(Freed.PUSHED);
        assertThat(livingBlocks()).isEqualTo(CAPACITY - 2);
        assertThat(pool.drain()).isTrue();
        assertThat(allocate()).isEqualTo(ADDRESS + 512);
        assertThat(allocate()).isEqualTo(ADDRESS);
        assertThat(allocate()).isZero();
        assertThat(livingBlocks()).isEqualTo(CAPACITY);
    }

    @Test
    void aFullPoolIsDetachedUnlessAQuarterCameBack() {
        allocate(CAPACITY);
        freeRemotely(null);
        freeRemotely(null);
        assertThat(pool.detach(me)).isFalse();
        assertThat(pool.isOwnedBy(me)).isTrue();
        pool.drain();
        allocate();
        allocate();
        freeRemotely(null); // not worth a visit
        assertThat(pool.detach(me)).isTrue();
        assertThat(pool.isOwnedBy(me)).isFalse();
        assertThat(livingBlocks()).isEqualTo(CAPACITY - 1);
    }

    @Test
    void theFreeThatMakesAQuarterPublishesAFullPoolAndAnyoneAdoptsIt() {
        allocate(CAPACITY);
        pool.detach(me);
        assertThat(pool.adopt(SIZE_CLASS, other)).isFalse();
        assertThat(freeRemotely(null)).isEqualTo(Freed.PUSHED);
        assertThat(pool.adopt(SIZE_CLASS, other)).isFalse();
        assertThat(freeRemotely(null)).isEqualTo(Freed.PUBLISHED);
        assertThat(freeRemotely(null)).isEqualTo(Freed.PUSHED);
        assertThat(pool.adopt(SIZE_CLASS - 1, other)).isFalse();
        assertThat(pool.adopt(SIZE_CLASS, other)).isTrue();
        assertThat(pool.adopt(SIZE_CLASS, me)).isFalse();
        assertThat(pool.isOwnedBy(other)).isTrue();
        assertThat(livingBlocks()).isEqualTo(CAPACITY - 3);
        assertThat(allocate()).isEqualTo(ADDRESS + 2 * 512);
    }

    @Test
    void aFreerMayAdoptAFullPool() {
        allocate(CAPACITY);
        pool.detach(me);
        assertThat(freeRemotely(other)).isEqualTo(Freed.ADOPTED);
        assertThat(pool.isOwnedBy(other)).isTrue();
        assertThat(livingBlocks()).isEqualTo(CAPACITY - 1);
        assertThat(allocate()).isEqualTo(ADDRESS);
        assertThat(allocate()).isZero();
    }

    @Test
    void theLastFreerRetiresADetachedPool() {
        allocate(CAPACITY);
        pool.detach(me);
        for (int i = 0; i < CAPACITY - 1; i++) {
            assertThat(freeRemotely(null)).isNotEqualTo(Freed.RETIRED);
        }
        assertThat(freeRemotely(null)).isEqualTo(Freed.RETIRED);
        assertThat(pool.isFree()).isTrue();
        assertThat(arena.unclaim(1L << pool.number())).isTrue();
        assertThat(livingBlocks()).isZero();
    }

    @Test
    void anAbandonedPoolKeepsBothItsLists() {
        allocate(7);
        freeRemotely(null);
        freeRemotely(null);
        pool.drain();
        allocate(1);
        freeRemotely(null);
        assertThat(pool.abandon()).isEqualTo(PoolWord.PARTIAL);
        freeRemotely(null);
        assertThat(livingBlocks()).isEqualTo(4);
        assertThat(pool.adopt(SIZE_CLASS, other)).isTrue();
        assertThat(livingBlocks()).isEqualTo(4);
        allocate(CAPACITY - 4);
        assertThat(allocate()).isZero();
        assertThat(livingBlocks()).isEqualTo(CAPACITY);
    }

    @Test
    void abandoningAnEmptyPoolRetiresItAndAFullOneDetachesIt() {
        allocate(2);
        freeRemotely(null);
        freeRemotely(null);
        assertThat(pool.abandon()).isEqualTo(PoolWord.FREE);
        arena.unclaim(1L << pool.number());
        claim();
        allocate(CAPACITY);
        assertThat(pool.abandon()).isEqualTo(PoolWord.FULL);
        assertThat(livingBlocks()).isEqualTo(CAPACITY);
    }

    @Test
    void aPoolThatServesAnotherClassKnowsNoOldBlocks() {
        allocate(CAPACITY);
        pool.detach(me);
        while (!live.isEmpty()) {
            freeRemotely(null);
        }
        arena.unclaim(1L << pool.number());
        assertThat(arena.claim()).isSameAs(pool);
        pool.open(0, me);
        assertThat(allocate()).isEqualTo(ADDRESS);
        assertThat(pool.notLive(ADDRESS + 512).what()).isEqualTo(What.NEVER_ALLOCATED);
        assertThat(livingBlocks()).isOne();
    }

    @Test
    void anArenaIsClaimedWholeOnlyWhenItIsWhollyFree() {
        assertThat(arena.claimWhole()).isFalse();
        pool.abandon();
        arena.unclaim(1L << pool.number());
        assertThat(arena.claimWhole()).isTrue();
        assertThat(arena.claim()).isNull();
        assertThat(arena.hasFreePool()).isFalse();
    }

    @Test
    void purgingTouchesFreePoolsOnly() {
        assertThat(arena.claimFree()).isEqualTo(~1L);
        assertThat(arena.claim()).isNull();
        assertThat(arena.claimFree()).isZero();
        assertThat(arena.unclaim(~1L)).isFalse();
        assertThat(arena.claim()).isNotNull();
    }

    @Test
    void aBlockFreedTwiceAtOnceDoesNotRetireThePoolOfALiveOne() {
        allocate(2);
        freeRemotely(0, null); // both had looked at the block before either freed it
        freeRemotely(0, null);
        assertThatExceptionOfType(HeapCorruptedException.class).isThrownBy(pool::abandon);
        assertThat(pool.isFree()).isFalse();
        assertThat(arena.claimWhole()).isFalse();
    }

    @Test
    void aBlockFreedTwiceAtOnceIntoADetachedPoolDoesNotRetireIt() {
        allocate(CAPACITY);
        pool.detach(me);
        for (int block : new int[] {0, 1, 2, 3, 4, 5, 5}) {
            freeRemotely(block, null);
        }
        assertThatExceptionOfType(HeapCorruptedException.class)
                .isThrownBy(() -> freeRemotely(6, null));
        assertThat(pool.isFree()).isFalse();
        assertThat(pool.adopt(SIZE_CLASS, other)).isFalse();
    }

    @Test
    void aBlockFreedTwiceAtOnceIsHandedOutOnce() {
        allocate(CAPACITY);
        freeRemotely(1, null);
        freeRemotely(2, null);
        pool.drain();
        freeRemotely(1, null);
        freeRemotely(3, null);
        List<Long> handedOut = new ArrayList<>();
        assertThatExceptionOfType(HeapCorruptedException.class)
                .isThrownBy(() -> {
                    for (; ; ) {
                        long block = allocate();
                        if (block != 0) {
                            handedOut.add(block);
                        } else if (pool.freed() > 0) {
                            throw pool.damaged();
                        } else if (!pool.drain()) {
                            return;
                        }
                    }
                });
        assertThat(handedOut).doesNotHaveDuplicates().doesNotContain(ADDRESS);
    }

    @Test
    void aBrokenPoolIsNobodysAndSwallowsFrees() {
        allocate(CAPACITY);
        pool.breakUp("for a test");
        assertThat(pool.isOwnedBy(me)).isFalse();
        assertThat(freeRemotely(other)).isEqualTo(Freed.PUSHED);
        assertThat(pool.adopt(SIZE_CLASS, other)).isFalse();
        assertThat(livingBlocks()).isEqualTo(CAPACITY - 1);
    }

    @Test
    void blocksOfAllClassesAreFoundByTheirAddressOnly() {
        for (HeapLayout layout : HeapLayout.values()) {
            Shadow.commit(ADDRESS, layout.arenaBytes());
            Arena each = new Arena(layout, ADDRESS, 0);
            for (int sizeClass = 0; sizeClass < 32; sizeClass++) {
                Pool cut = each.claim();
                cut.open(sizeClass, me);
                for (int block = 0; block < cut.capacityFor(sizeClass); block++) {
                    long address = allocate(cut);
                    assertThat(cut.blockAt(address)).isEqualTo(block);
                    assertThat(Marks.classOfLive(address)).isEqualTo(sizeClass);
                }
                assertThat(allocate(cut)).isZero();
                for (long at = 0; at < layout.poolBytes(); at += 8) {
                    long address = cut.address() + at;
                    boolean start =
                            at % cut.blockBytes() == 0
                                    && at / cut.blockBytes() < cut.capacityFor(sizeClass);
                    if (!start) {
                        assertThat(cut.blockAt(address)).isNegative();
                        assertThat(Marks.classOfLive(address)).isNegative();
                    }
                }
            }
        }
    }

    @Test
    void statisticsKnowWhatIsLent() {
        try (LockFreeAllocator allocator = new LockFreeAllocator(HeapLayout.CLASSIC)) {
            for (int i = 0; i < 3; i++) {
                allocator.allocate(512);
            }
            HeapStatistics statistics = allocator.statistics();
            assertThat(statistics.classes().getFirst().blocksAvailable()).isEqualTo(CAPACITY - 3);
            assertThat(statistics.unusedPools()).isEqualTo(63);
        }
    }
}
