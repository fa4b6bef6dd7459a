package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A pool that its owner keeps between calls: others free into it, and may retire it. */
public final class Keep {
    private Keep() {}

    /**
     * An owner takes up the pool that he keeps while another thread frees its last block.
     *
     * <p>How to run: {@code ./alloclab stress --tests Keep.TheLastFreeMeetsItsOwner}.
     *
     * <p>One would believe that an owner may go on with what is his. But a thread that sleeps would
     * keep all that others free, so whoever frees the last block retires the pool; and then it may
     * be another's before its owner has looked.
     *
     * <p>{@code Pool.takeUp} is a CAS from KEPT to OWNED, and the retirement in {@code
     * Pool.freeRemotely} one from KEPT to FREE.
     *
     * <p>Verdict: one of the two fails. Either the owner has the pool and the block is on its list,
     * or he does without. In the negative control the owner stores the word.
     */
    @JCStressTest
    @Control("take-up-stores")
    @Outcome(id = "PUSHED, true, sound", expect = ACCEPTABLE, desc = "the owner came first")
    @Outcome(id = "RETIRED, false, sound", expect = ACCEPTABLE, desc = "the freer did")
    @Outcome(expect = FORBIDDEN, desc = "the pool is retired and owned, or neither")
    @State
    public static class TheLastFreeMeetsItsOwner {
        private final Pool pool = PoolFixture.kept(1);

        @Actor
        public void free(LZL_Result r) {
            r.r1 = PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void takeUp(LZL_Result r) {
            r.r2 = pool.takeUp(PoolFixture.SIZE_CLASS, PoolFixture.ME);
        }

        @Arbiter
        public void check(LZL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * An owner ends its call and keeps the pool while another thread frees the last block of it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Keep.OneSeesTheLastBlockComeBack}.
     *
     * <p>While the owner is in its call, a freer cannot know how many blocks are out. If the owner
     * does not look again, neither of the two sees that all are back, and the pool stays as long as
     * its owner sleeps.
     *
     * <p>{@code Pool.keep} decides by the word that its CAS replaces, and publishes how many blocks
     * are out; so does the free.
     *
     * <p>Verdict: exactly one of the two retires the pool.
     */
    @JCStressTest
    @Outcome(id = "PUSHED, true, sound", expect = ACCEPTABLE, desc = "the owner finds all back")
    @Outcome(id = "RETIRED, false, sound", expect = ACCEPTABLE, desc = "the freer does")
    @Outcome(expect = FORBIDDEN, desc = "the pool is retired twice, or kept without a block out")
    @State
    public static class OneSeesTheLastBlockComeBack {
        private final Pool pool = PoolFixture.owned(1);

        @Actor
        public void free(LZL_Result r) {
            r.r1 = PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void keep(LZL_Result r) {
            r.r2 = pool.keep() == PoolWord.FREE;
        }

        @Arbiter
        public void check(LZL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * A pool that its owner keeps is retired, and opened by another thread for the same class,
     * which keeps it in turn; meanwhile its former owner looks for it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Keep.AnotherOwnersPoolIsNotTakenUp}.
     *
     * <p>The word says what it said before, and no one tells the former owner. If the new one wrote
     * its name after the word, the former owner could still read its own, and take itself for the
     * owner of a pool that another is at work on.
     *
     * <p>{@code Pool.open} writes the owner before the word; {@code Pool.takeUp} reads the word
     * first.
     *
     * <p>Verdict: a thread that sees the word of the new owner sees its name. In the negative
     * control the name comes after the word.
     */
    @JCStressTest
    @Control("word-before-owner")
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE,
            desc = "retired, and then opened for the other")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "taken up before")
    @Outcome(expect = FORBIDDEN, desc = "two owners")
    @State
    public static class AnotherOwnersPoolIsNotTakenUp {
        private final Pool pool = PoolFixture.kept(1);
        private boolean isTakenUp;

        @Actor
        public void retireAndOpen(ZZ_Result r) {
            if (PoolFixture.free(pool, 0, null) == Pool.Freed.RETIRED) {
                pool.open(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
                r.r1 = true;
            }
        }

        @Actor
        public void takeUp() {
            isTakenUp = pool.takeUp(PoolFixture.SIZE_CLASS, PoolFixture.ME);
        }

        @Arbiter
        public void check(ZZ_Result r) {
            r.r2 = r.r1 != isTakenUp;
        }
    }
}
