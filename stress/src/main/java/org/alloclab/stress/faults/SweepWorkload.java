package org.alloclab.stress.faults;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.lockfree.Inside;

import java.util.ArrayList;
import java.util.List;

/**
 * What a thread does while something happens to it. Each workload goes a part of the way that
 * memory takes: see the transitions in {@link org.alloclab.lockfree}.
 */
public enum SweepWorkload {
    /** Blocks of one's own: claim, refill, make room, give back, retire, trim. */
    OWN {
        @Override
        Runnable prepare(SweepFixture stage) {
            return () -> {
                List<Long> small = stage.take(3, 24);
                List<Long> large = stage.take(MAGAZINE + 2, SizeClasses.LARGEST);
                stage.give(large);
                stage.give(small);
                stage.heap().trim();
            };
        }
    },

    /**
     * Blocks of others: push, drain, detach, publish, adopt, the last of a pool that is nobody's.
     */
    HANDOVER {
        @Override
        Runnable prepare(SweepFixture stage) {
            List<Long> theirs = new ArrayList<>();
            stage.byPartner(() -> theirs.addAll(stage.take(4 * POOL, SizeClasses.LARGEST)));
            List<Long> mine = stage.take(3 * POOL, SizeClasses.LARGEST);
            stage.byPartner(() -> stage.give(mine.subList(0, 3)));
            stage.byPartner(() -> stage.give(mine.subList(2 * POOL + 2, 3 * POOL)));
            stage.share(mine.subList(POOL, POOL + 4));
            stage.share(theirs.subList(3 * POOL, 3 * POOL + 4));
            return () -> {
                stage.give(theirs.subList(0, 2 * POOL + 4));
                List<Long> more = stage.take(4 * POOL, SizeClasses.LARGEST);
                stage.give(mine.subList(POOL + 4, 2 * POOL));
                stage.give(more);
                stage.give(mine.subList(3, POOL));
                stage.heap().trim();
            };
        }
    },

    /** Blocks of the dead: the first call is a free; enter, reap, take over. */
    DEAD {
        @Override
        Runnable prepare(SweepFixture stage) {
            List<Long> theirs = new ArrayList<>();
            for (int death = 0; death < 2; death++) {
                stage.byPassing(() -> {
                    theirs.addAll(stage.take(POOL + 3, SizeClasses.LARGEST));
                    theirs.addAll(stage.take(3, 64));
                });
            }
            stage.share(theirs.subList(POOL + 3, POOL + 5));
            return () -> {
                stage.give(theirs.subList(0, POOL));
                List<Long> mine = stage.take(POOL, SizeClasses.LARGEST);
                List<Long> small = stage.take(2, 64);
                stage.give(theirs.subList(POOL + 6, 2 * POOL + 10));
                stage.give(mine);
                stage.give(small);
                stage.heap().trim();
            };
        }
    },

    /** A new arena and its end; blocks that move, zeroed ones, those of the C library. */
    GROWTH {
        @Override
        Runnable prepare(SweepFixture stage) {
            int blocks = (HeapLayout.POOLS_PER_ARENA - 1) * POOL + 1;
            List<Long> mine = stage.take(blocks, SizeClasses.LARGEST);
            stage.share(mine.subList(0, 4));
            return () -> {
                List<Long> more = new ArrayList<>(stage.take(2 * POOL, SizeClasses.LARGEST));
                more.add(stage.hands().allocateZeroed(40));
                more.add(stage.hands().allocate(2000));
                more.add(stage.hands().allocateZeroed(0));
                more.add(stage.hands().reallocate(stage.hands().allocate(100), 300));
                more.add(stage.hands().reallocate(stage.hands().allocate(600), 700));
                stage.heap().usableSize(more.getLast());
                stage.heap().statistics();
                stage.give(more);
                stage.heap().trim();
            };
        }
    },

    /** Arenas that have long been wholly free, beside one in use. */
    IDLE {
        @Override
        HeapLayout layout() {
            return HeapLayout.CLASSIC;
        }

        @Override
        Runnable prepare(SweepFixture stage) {
            int blocks = HeapLayout.POOLS_PER_ARENA * POOL + 1;
            stage.byPassing(() -> stage.give(stage.take(blocks, SizeClasses.LARGEST)));
            List<Long> mine = stage.take(2, 16); // by which the dead are reaped
            Inside.age(stage.heap());
            return () -> {
                stage.give(stage.take(POOL + 1, 64));
                stage.give(mine);
                stage.heap().trim();
            };
        }
    },

    /** A virtual thread, with a stripe and without. */
    VIRTUAL {
        @Override
        boolean isVirtual() {
            return true;
        }

        @Override
        Runnable prepare(SweepFixture stage) {
            List<Long> theirs = new ArrayList<>();
            stage.byPartner(() -> theirs.addAll(stage.take(POOL + 1, SizeClasses.LARGEST)));
            List<Long> mine = stage.take(2, SizeClasses.LARGEST);
            stage.share(mine.subList(0, 1));
            stage.share(theirs.subList(0, 2));
            return () -> {
                List<Long> more = stage.take(2 * POOL, SizeClasses.LARGEST);
                stage.give(theirs.subList(2, POOL));
                stage.give(more);
                stage.heap().trim();
                Inside.takeStripes(stage.heap());
                List<Long> alone = stage.take(2, SizeClasses.LARGEST);
                Inside.leaveStripes(stage.heap());
                stage.give(alone);
                stage.give(mine.subList(1, 2));
                stage.heap().trim();
            };
        }
    };

    /** Blocks of the largest class that a pool has. */
    private static final int POOL = HeapLayout.CLASSIC.poolBytes() / SizeClasses.LARGEST;

    /** Blocks of the largest class that a thread keeps at hand, at most. */
    private static final int MAGAZINE = 64;

    /**
     * Does all that comes before.
     *
     * @return what is to be watched: done by the same thread
     */
    abstract Runnable prepare(SweepFixture stage);

    boolean isVirtual() {
        return false;
    }

    /** Where nothing else is said every wholly free arena goes back at once. */
    HeapLayout layout() {
        return HeapLayout.CLASSIC38;
    }

    @Override
    public String toString() {
        return name().toLowerCase();
    }
}
