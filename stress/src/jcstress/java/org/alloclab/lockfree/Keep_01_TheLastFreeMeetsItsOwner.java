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

/**
 * An owner takes up the pool that he keeps while another thread frees its last block.
 *
 * <p>How to run: {@code ./alloclab stress --tests Keep_01_TheLastFreeMeetsItsOwner}.
 *
 * <p>One would believe that an owner may go on with what is his. But a thread that sleeps would
 * keep all that others free, so whoever frees the last block retires the pool; and then it may be
 * another's before its owner has looked.
 *
 * <p>{@code Pool.takeUp} is a CAS from KEPT to OWNED, and the retirement in {@code
 * Pool.freeRemotely} one from KEPT to FREE.
 *
 * <p>Verdict: one of the two fails. Either the owner has the pool and the block is on its list, or
 * he does without. In the negative control the owner stores the word.
 */
@JCStressTest
@Control("take-up-stores")
@Outcome(id = "PUSHED, true, sound", expect = ACCEPTABLE, desc = "the owner came first")
@Outcome(id = "RETIRED, false, sound", expect = ACCEPTABLE, desc = "the freer did")
@Outcome(expect = FORBIDDEN, desc = "the pool is retired and owned, or neither")
@State
public class Keep_01_TheLastFreeMeetsItsOwner {
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
