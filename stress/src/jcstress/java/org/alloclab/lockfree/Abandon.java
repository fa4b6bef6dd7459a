package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;
import org.openjdk.jcstress.infra.results.ZIL_Result;

/** An owner abandons a pool while other threads free its blocks. */
public final class Abandon {
    private Abandon() {}

    /**
     * A pool is given up with all its lists, because its thread has died, while another thread
     * frees into it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Abandon.APushIsKept}.
     *
     * <p>The reaper knows the list: it has read the word. If it stores what it read, a block freed
     * since is gone, and with it the hope that this pool is ever wholly free.
     *
     * <p>{@code Pool.abandon} is a CAS in a loop.
     *
     * <p>Verdict: the list that stays with the pool is the one that was there. The block is on it,
     * the one that came first.
     */
    @JCStressTest
    @Outcome(id = "3, PUSHED, sound", expect = ACCEPTABLE, desc = "partial, and the block is there")
    @Outcome(expect = FORBIDDEN, desc = "a freed block is lost")
    @State
    public static class APushIsKept {
        private final Pool pool = PoolFixture.owned(4);

        @Actor
        public void reaper(ILL_Result r) {
            r.r1 = pool.abandon();
        }

        @Actor
        public void freer(ILL_Result r) {
            r.r2 = PoolFixture.free(pool, 0, null);
        }

        @Arbiter
        public void check(ILL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * A pool is given up while its last block in use comes back.
     *
     * <p>How to run: {@code ./alloclab stress --tests Abandon.OneSeesTheLastBlockComeBack}.
     *
     * <p>If the one looks before the block is there, and the other before the pool has no owner,
     * neither sees that the pool is wholly free; or both do, and give it back twice.
     *
     * <p>Both decide by the word that their own CAS replaces.
     *
     * <p>Verdict: exactly one of them brings the pool to FREE.
     */
    @JCStressTest
    @Outcome(
            id = "0, PUSHED, sound",
            expect = ACCEPTABLE,
            desc = "the block came first: who gives up sees it")
    @Outcome(
            id = "3, RETIRED, sound",
            expect = ACCEPTABLE,
            desc = "it came last: its freer sees it")
    @Outcome(expect = FORBIDDEN, desc = "retired twice, or never")
    @State
    public static class OneSeesTheLastBlockComeBack {
        private final Pool pool = PoolFixture.owned(1);

        @Actor
        public void owner(ILL_Result r) {
            r.r1 = pool.abandon();
        }

        @Actor
        public void freer(ILL_Result r) {
            r.r2 = PoolFixture.free(pool, 0, null);
        }

        @Arbiter
        public void check(ILL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * A thread gives a pool up and another adopts it at once.
     *
     * <p>How to run: {@code ./alloclab stress --tests Abandon.AnAdopterFindsTheBooks}.
     *
     * <p>What an owner writes in a pool is plain: how many blocks are used, which were carved, the
     * list of those given back. One might fear that the new owner finds the books as they were a
     * while ago.
     *
     * <p>The books are written before the CAS that gives up the pool, and read after the one that
     * adopts it.
     *
     * <p>Verdict: the two are volatile accesses of the same word, so the adopter finds four blocks
     * used and two given back, or does not get the pool.
     */
    @JCStressTest
    @Control("weak-hand-over")
    @Outcome(id = "false, -1, sound", expect = ACCEPTABLE, desc = "not his yet")
    @Outcome(id = "true, 6, sound", expect = ACCEPTABLE, desc = "his, with its books")
    @Outcome(expect = FORBIDDEN, desc = "the books are old")
    @State
    public static class AnAdopterFindsTheBooks {
        private final Pool pool = PoolFixture.owned(4);

        @Actor
        public void owner() {
            PoolFixture.free(pool, 1, null);
            PoolFixture.free(pool, 3, null);
            pool.drain();
            pool.abandon();
        }

        @Actor
        public void adopter(ZIL_Result r) {
            r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
            r.r2 = r.r1 ? pool.available() : -1;
        }

        @Arbiter
        public void check(ZIL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }
}
