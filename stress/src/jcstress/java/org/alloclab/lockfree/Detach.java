package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LZL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/** An owner detaches a full pool while other threads free its blocks. */
public final class Detach {
    private Detach() {}

    /**
     * The owner gives up a pool that has nothing left to hand out, while another thread frees the
     * block that would make it worth a visit again.
     *
     * <p>How to run: {@code ./alloclab stress --tests Detach.NoWakeUpIsLost}.
     *
     * <p>One would check that the list is short, then say that the pool is full and forget it. A
     * block that comes between the two steps is freed into a pool that its freer still takes for
     * owned: the freer publishes nothing, and no thread looks.
     *
     * <p>{@code Pool.detach} compares the whole word, list and all, with the one it judged.
     *
     * <p>Verdict: either the free comes first and the owner keeps the pool, or the pool is full
     * first, and the freer sees that and publishes it. One of the two always knows.
     */
    @JCStressTest
    @Outcome(
            id = "true, PUBLISHED, sound",
            expect = ACCEPTABLE,
            desc = "given up, and published by the freer")
    @Outcome(
            id = "false, PUSHED, sound",
            expect = ACCEPTABLE,
            desc = "the owner saw the block in time")
    @Outcome(expect = FORBIDDEN, desc = "blocks are back, and nobody knows")
    @State
    public static class NoWakeUpIsLost {
        private final Pool pool = PoolFixture.full();

        public NoWakeUpIsLost() {
            PoolFixture.free(pool, 0, null); // one more is a quarter
        }

        @Actor
        public void owner(ZLL_Result r) {
            r.r1 = pool.detach(PoolFixture.ME);
        }

        @Actor
        public void freer(ZLL_Result r) {
            r.r2 = PoolFixture.free(pool, 1, null);
        }

        @Arbiter
        public void check(ZLL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * The owner gives a full pool up, and a freer adopts it at once.
     *
     * <p>How to run: {@code ./alloclab stress --tests Detach.AnAdopterIsNotForgotten}.
     *
     * <p>It seems natural to clear the owner after the pool was given up. By then another thread
     * may have adopted it: the late write clears the new owner, which then no longer knows that it
     * owns the pool.
     *
     * <p>{@code Pool.detach} clears {@code owner} before its CAS, and writes it back if the CAS
     * fails.
     *
     * <p>Verdict: after the CAS the old owner writes nothing. The adopter is its owner, now and at
     * rest.
     */
    @JCStressTest
    @Outcome(id = "ADOPTED, true, sound", expect = ACCEPTABLE, desc = "the freer has it, and knows")
    @Outcome(id = "PUSHED, false, sound", expect = ACCEPTABLE, desc = "the owner has kept it")
    @Outcome(expect = FORBIDDEN, desc = "an owner without his name on the door")
    @State
    public static class AnAdopterIsNotForgotten {
        private final Pool pool = PoolFixture.full();

        public AnAdopterIsNotForgotten() {
            PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void owner() {
            pool.detach(PoolFixture.ME);
        }

        @Actor
        public void freer(LZL_Result r) {
            r.r1 = PoolFixture.free(pool, 1, PoolFixture.OTHER);
        }

        @Arbiter
        public void check(LZL_Result r) {
            r.r2 = pool.isOwnedBy(PoolFixture.OTHER);
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * A pool is full and has no owner. Two threads free a block each, and the two together make it
     * worth a visit.
     *
     * <p>How to run: {@code ./alloclab stress --tests Detach.TwoFreersCountTogether}.
     *
     * <p>Each of them asks whether its own block is the one that counts. If both ask before either
     * has pushed, both say no, and the pool stays hidden with a quarter of its blocks free.
     *
     * <p>{@code Pool.freeRemotely} asks the word that its own CAS replaces; the second of the two
     * must ask again.
     *
     * <p>Verdict: exactly one of them publishes.
     */
    @JCStressTest
    @Outcome(
            id = "PUSHED, PUBLISHED, sound",
            expect = ACCEPTABLE,
            desc = "the second one publishes")
    @Outcome(
            id = "PUBLISHED, PUSHED, sound",
            expect = ACCEPTABLE,
            desc = "the first one does, coming second")
    @Outcome(expect = FORBIDDEN, desc = "nobody published it, or both did")
    @State
    public static class TwoFreersCountTogether {
        private final Pool pool = PoolFixture.full();

        public TwoFreersCountTogether() {
            pool.detach(PoolFixture.ME);
        }

        @Actor
        public void first(LLL_Result r) {
            r.r1 = PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = PoolFixture.free(pool, 1, null);
        }

        @Arbiter
        public void check(LLL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }
}
