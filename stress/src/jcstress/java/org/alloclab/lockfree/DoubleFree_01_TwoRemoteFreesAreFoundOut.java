package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapCorruptedException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A mistake of the program: two threads free the same block at the same moment.
 *
 * <p>How to run: {@code ./alloclab stress --tests DoubleFree_01_TwoRemoteFreesAreFoundOut}.
 *
 * <p>The block is then on the list twice, which makes the list a ring. An owner that trusts it
 * hands the block out twice, or walks for ever.
 *
 * <p>{@code PoolBlocks.splice} walks no further than the count, and asks that the list end there.
 *
 * <p>Verdict: the race cannot be prevented, but it is found out at the next drain, and the pool is
 * put out of use.
 */
@JCStressTest
@Outcome(id = "put out of use", expect = ACCEPTABLE, desc = "found out")
@Outcome(expect = FORBIDDEN, desc = "the block could be handed out twice")
@State
public class DoubleFree_01_TwoRemoteFreesAreFoundOut {
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
