package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.memory.Memory;
import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** A block is freed by one thread and allocated again by another. */
public final class Reuse {
    private Reuse() {}

    /**
     * A thread writes to a block for the last time and frees it; the owner of the pool hands it out
     * again and reads it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Reuse.FreeHappensBeforeReallocation}.
     *
     * <p>This is the one promise every allocator makes about memory, and it is about plain
     * accesses: the next user must never see, or be overwritten by, what the last one did late.
     *
     * <p>The last write comes before the CAS that frees the block, the read after the exchange that
     * takes it.
     *
     * <p>Verdict: both are volatile accesses of one word, so the next user reads what was written
     * last.
     */
    @JCStressTest
    @Control("weak-push")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not handed out yet")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "the last write")
    @Outcome(expect = FORBIDDEN, desc = "a write from the block's former life came late")
    @State
    public static class FreeHappensBeforeReallocation {
        private final Pool pool = PoolFixture.full();

        public FreeHappensBeforeReallocation() {
            Memory.putLong(pool.addressOf(1), 1);
        }

        @Actor
        public void freer() {
            Memory.putLong(pool.addressOf(1), 2);
            PoolFixture.free(pool, 0, null);
            PoolFixture.free(pool, 1, null);
        }

        @Actor
        public void owner(J_Result r) {
            r.r1 = pool.drain() ? Memory.getLong(pool.takeFreed()) : -1;
        }
    }

    /**
     * A thread writes to a block and frees it; the next user writes to it as well. Later a thread
     * reads it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Reuse.TheNextUsersWriteStays}.
     *
     * <p>If the first write could be delayed past the free, it would land on the next user's data.
     *
     * <p>As in {@code FreeHappensBeforeReallocation}, the two writes are ordered by the word.
     *
     * <p>Verdict: once the block has a new user, that user's write stays.
     */
    @JCStressTest
    @Control("weak-drain")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "not handed out again")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "the next user's")
    @Outcome(expect = FORBIDDEN, desc = "the former user's write came late")
    @State
    public static class TheNextUsersWriteStays {
        private final Pool pool = PoolFixture.full();

        @Actor
        public void freer() {
            Memory.putLong(pool.addressOf(1), 2);
            PoolFixture.free(pool, 0, null);
            PoolFixture.free(pool, 1, null);
        }

        @Actor
        public void owner() {
            if (pool.drain()) {
                Memory.putLong(pool.takeFreed(), 3);
            }
        }

        @Arbiter
        public void read(J_Result r) {
            r.r1 = Memory.getLong(pool.addressOf(1));
        }
    }

    /**
     * A freer marks its block as given back; the owner of the pool looks at that mark before it
     * hands the block out.
     *
     * <p>How to run: {@code ./alloclab stress --tests Reuse.MarksComeWithTheBlock}.
     *
     * <p>Marks are plain bytes. If the owner saw an old one, it would report a damaged pool where
     * no thread did anything wrong.
     *
     * <p>The mark is written before the CAS that frees the block.
     *
     * <p>Verdict: the thread that takes the list finds every block on it marked as it should be.
     */
    @JCStressTest
    @Control("weak-push")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "nothing to hand out yet")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "handed out")
    @Outcome(expect = FORBIDDEN, desc = "a sound pool reported as damaged")
    @State
    public static class MarksComeWithTheBlock {
        private final Pool pool = PoolFixture.full();

        @Actor
        public void freer() {
            PoolFixture.free(pool, 0, null);
            PoolFixture.free(pool, 1, null);
        }

        @Actor
        public void owner(I_Result r) {
            r.r1 = pool.drain() ? pool.takeFreed() != 0 ? 1 : 0 : -1;
        }
    }
}
