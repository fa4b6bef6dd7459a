package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapCorruptedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two threads free one block: one of the two calls is a misuse. */
public final class DoubleFree {
    private DoubleFree() {}

    /**
     * A mistake of the program: two threads free the same block at the same moment.
     *
     * <p>How to run: {@code ./alloclab stress --tests DoubleFree.TwoRemoteFreesAreFoundOut}.
     *
     * <p>The block is then on the list twice, which makes the list a ring. An owner that trusts it
     * hands the block out twice, or walks for ever.
     *
     * <p>{@code PoolBlocks.splice} walks no further than the count, and asks that the list end
     * there.
     *
     * <p>Verdict: the race cannot be prevented, but it is found out at the next drain, and the pool
     * is put out of use.
     */
    @JCStressTest
    @Outcome(id = "put out of use", expect = ACCEPTABLE, desc = "found out")
    @Outcome(expect = FORBIDDEN, desc = "the block could be handed out twice")
    @State
    public static class TwoRemoteFreesAreFoundOut {
        private final Pool pool = PoolFixture.full();

        @Actor
        public void first() {
            PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void second() {
            PoolFixture.free(pool, 0, null);
        }

        @Arbiter
        public void drain(L_Result r) {
            try {
                r.r1 = "drained " + pool.drain();
            } catch (HeapCorruptedException e) {
                r.r1 = pool.isPartial(PoolFixture.SIZE_CLASS) ? "partial" : "put out of use";
            }
        }
    }

    /**
     * A mistake of the program: a block is freed by two threads, and one of its two neighbours is
     * still in use.
     *
     * <p>How to run: {@code ./alloclab stress --tests DoubleFree.ALivePoolIsNotRetired}.
     *
     * <p>Two frees of one block count as two blocks, so the pool may look wholly free while its
     * block is in use. Given back to its arena, the pool would be handed out again under that user.
     *
     * <p>Before a pool is retired its marks are read: each block must be in it.
     *
     * <p>Verdict: the pool is put out of use, not given back. The freer that detects it gets the
     * exception; the other one could not know.
     */
    @JCStressTest
    @Outcome(
            id = "PUSHED, found out, live",
            expect = ACCEPTABLE,
            desc = "the second freer found out")
    @Outcome(id = "found out, PUSHED, live", expect = ACCEPTABLE, desc = "the first one did")
    @Outcome(expect = FORBIDDEN, desc = "a pool in use was given back")
    @State
    public static class ALivePoolIsNotRetired {
        private final Pool pool = PoolFixture.given(2);

        @Actor
        public void first(LLL_Result r) {
            r.r1 = free();
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = free();
        }

        private String free() {
            try {
                return PoolFixture.free(pool, 0, null).toString();
            } catch (HeapCorruptedException e) {
                return "found out";
            }
        }

        @Arbiter
        public void check(LLL_Result r) {
            r.r3 = pool.isFree() ? "free" : "live";
        }
    }
}
