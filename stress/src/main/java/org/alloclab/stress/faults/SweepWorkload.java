package org.alloclab.stress.faults;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.lockfree.Inside;
import org.alloclab.stress.witness.HeldBlock;

import java.util.ArrayList;
import java.util.List;

/**
 * What the victim does while a fault strikes. Each workload takes some of the transitions of pools
 * and arenas: see {@link org.alloclab.lockfree}.
 */
public enum SweepWorkload {
    /** Its own blocks: claim, refill, make room, give back, retire, trim. */
    OWN {
        @Override
        Runnable prepare(SweepFixture stage) {
            return () -> {
                List<HeldBlock> small = stage.take(3, 24);
                List<HeldBlock> large = stage.take(MAGAZINE + 2, SizeClasses.LARGEST);
                stage.give(large);
                stage.give(small);
                stage.heap().trim();
            };
        }
    },

    /** Blocks of others: push, drain, detach, publish, adopt, the last of an unowned pool. */
    HANDOVER {
        @Override
        Runnable prepare(SweepFixture stage) {
            List<HeldBlock> theirs = new ArrayList<>();
            stage.onPartner(() -> theirs.addAll(stage.take(4 * POOL, SizeClasses.LARGEST)));
            List<HeldBlock> mine = stage.take(3 * POOL, SizeClasses.LARGEST);
            stage.onPartner(() -> stage.give(mine.subList(0, 3)));
            stage.onPartner(() -> stage.give(mine.subList(2 * POOL + 2, 3 * POOL)));
            stage.share(mine.subList(POOL, POOL + 4));
            stage.share(theirs.subList(3 * POOL, 3 * POOL + 4));
            return () -> {
                stage.give(theirs.subList(0, 2 * POOL + 4));
                List<HeldBlock> more = stage.take(4 * POOL, SizeClasses.LARGEST);
                stage.give(mine.subList(POOL + 4, 2 * POOL));
                stage.give(more);
                stage.give(mine.subList(3, POOL));
                stage.heap().trim();
            };
        }
    },

    /** Blocks of threads that have ended: the first call is a free; enter, reap, take over. */
    DEAD {
        @Override
        Runnable prepare(SweepFixture stage) {
            List<HeldBlock> theirs = new ArrayList<>();
            for (int death = 0; death < 2; death++) {
                SweepFixture.onPassingThread(() -> {
                    theirs.addAll(stage.take(POOL + 3, SizeClasses.LARGEST));
                    theirs.addAll(stage.take(3, 64));
                });
            }
            stage.share(theirs.subList(POOL + 3, POOL + 5));
            return () -> {
                stage.give(theirs.subList(0, POOL));
                List<HeldBlock> mine = stage.take(POOL, SizeClasses.LARGEST);
                List<HeldBlock> small = stage.take(2, 64);
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
            List<HeldBlock> mine = stage.take(blocks, SizeClasses.LARGEST);
            stage.share(mine.subList(0, 4));
            return () -> {
                List<HeldBlock> more = new ArrayList<>(stage.take(2 * POOL, SizeClasses.LARGEST));
                more.add(stage.allocateZeroed(40));
                more.add(stage.allocate(2000));
                more.add(stage.allocateZeroed(0));
                more.add(stage.reallocate(stage.allocate(100), 300));
                more.add(stage.reallocate(stage.allocate(600), 700));
                stage.heap().usableSize(more.getLast().address());
                stage.heap().statistics();
                stage.give(more);
                stage.heap().trim();
            };
        }
    },

    /** Arenas that have been wholly free for long, beside one in use. */
    IDLE {
        @Override
        HeapLayout layout() {
            return HeapLayout.CLASSIC;
        }

        @Override
        Runnable prepare(SweepFixture stage) {
            int blocks = HeapLayout.POOLS_PER_ARENA * POOL + 1;
            SweepFixture.onPassingThread(() -> stage.give(stage.take(blocks, SizeClasses.LARGEST)));
            List<HeldBlock> mine = stage.take(2, 16); // reaps the caches of ended threads
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
            List<HeldBlock> theirs = new ArrayList<>();
            stage.onPartner(() -> theirs.addAll(stage.take(POOL + 1, SizeClasses.LARGEST)));
            List<HeldBlock> mine = stage.take(2, SizeClasses.LARGEST);
            stage.share(mine.subList(0, 1));
            stage.share(theirs.subList(0, 2));
            return () -> {
                List<HeldBlock> more = stage.take(2 * POOL, SizeClasses.LARGEST);
                stage.give(theirs.subList(2, POOL));
                stage.give(more);
                stage.heap().trim();
                Inside.takeStripes(stage.heap());
                List<HeldBlock> alone = stage.take(2, SizeClasses.LARGEST);
                Inside.leaveStripes(stage.heap());
                stage.give(alone);
                stage.give(mine.subList(1, 2));
                stage.heap().trim();
            };
        }
    };

    /** Blocks of the largest class that a pool has. */
    private static final int POOL = HeapLayout.CLASSIC.poolBytes() / SizeClasses.LARGEST;

    /** Blocks of the largest class that a thread caches, at most. */
    private static final int MAGAZINE = 64;

    /**
     * Makes the preparations.
     *
     * @return the part to be watched, for the same thread
     */
    abstract Runnable prepare(SweepFixture stage);

    boolean isVirtual() {
        return false;
    }

    /** By default one in which every wholly free arena goes back at once. */
    HeapLayout layout() {
        return HeapLayout.CLASSIC38;
    }

    @Override
    public String toString() {
        return name().toLowerCase();
    }
}
