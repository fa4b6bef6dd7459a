package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/** The last blocks of a pool come back: one thread retires it. */
public final class Retire {
    private Retire() {}

    /**
     * A pool without an owner has two blocks in use, and two threads free them.
     *
     * <p>How to run: {@code ./alloclab stress --tests Retire.OneOfTwoIsTheLast}.
     *
     * <p>Each asks whether its block is the last. With the count in one place and the number in use
     * in another, both may say no, and the pool is never given back; or both say yes, and the
     * second clears the claim of the pool's next user.
     *
     * <p>Both numbers are in the word, and {@code Pool.freeRemotely} decides by the word that its
     * CAS replaces.
     *
     * <p>Verdict: exactly one of the two is the last.
     */
    @JCStressTest
    @Outcome(id = "PUSHED, RETIRED, sound", expect = ACCEPTABLE, desc = "the second was")
    @Outcome(id = "RETIRED, PUSHED, sound", expect = ACCEPTABLE, desc = "the first was")
    @Outcome(expect = FORBIDDEN, desc = "both were the last, or neither")
    @State
    public static class OneOfTwoIsTheLast {
        private final Pool pool = PoolFixture.given(2);

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

    /**
     * The last block of a pool without an owner comes back while another thread adopts the pool.
     *
     * <p>How to run: {@code ./alloclab stress --tests Retire.TheLastFreeMeetsAnAdopter}.
     *
     * <p>If the adopter gets a pool that has just been given back to the arena, it shares it with
     * the next one to claim it.
     *
     * <p>From PARTIAL the word goes to OWNED or to FREE, by one CAS.
     *
     * <p>Verdict: the adopter has the pool and the block is pushed, or the pool is retired and the
     * adopter has nothing.
     */
    @JCStressTest
    @Outcome(id = "true, PUSHED, sound", expect = ACCEPTABLE, desc = "adopted")
    @Outcome(id = "false, RETIRED, sound", expect = ACCEPTABLE, desc = "retired")
    @Outcome(expect = FORBIDDEN, desc = "adopted and retired")
    @State
    public static class TheLastFreeMeetsAnAdopter {
        private final Pool pool = PoolFixture.given(1);

        @Actor
        public void scanner(ZLL_Result r) {
            r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
        }

        @Actor
        public void lastFreer(ZLL_Result r) {
            r.r2 = PoolFixture.free(pool, 0, null);
        }

        @Arbiter
        public void check(ZLL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * The last three blocks of a pool without an owner come back, two from one thread and one from
     * another.
     *
     * <p>How to run: {@code ./alloclab stress --tests Retire.TheLastOfThreeFrees}.
     *
     * <p>The middle one is the test: its freer may count itself last, or second to last, by a word
     * that is no longer there.
     *
     * <p>The thread that loses the CAS counts again.
     *
     * <p>Verdict: the pool is retired exactly once, by the third free.
     */
    @JCStressTest
    @Outcome(id = "1, sound", expect = ACCEPTABLE, desc = "retired once")
    @Outcome(expect = FORBIDDEN, desc = "retired twice, or never")
    @State
    public static class TheLastOfThreeFrees {
        private final Pool pool = PoolFixture.given(3);
        private boolean secondRetired;
        private boolean thirdRetired;

        @Actor
        public void two() {
            secondRetired =
                    PoolFixture.free(pool, 0, null) == Pool.Freed.RETIRED
                            | PoolFixture.free(pool, 1, null) == Pool.Freed.RETIRED;
        }

        @Actor
        public void one() {
            thirdRetired = PoolFixture.free(pool, 2, null) == Pool.Freed.RETIRED;
        }

        @Arbiter
        public void check(IL_Result r) {
            r.r1 = (secondRetired ? 1 : 0) + (thirdRetired ? 1 : 0);
            r.r2 = PoolFixture.books(pool);
        }
    }
}
