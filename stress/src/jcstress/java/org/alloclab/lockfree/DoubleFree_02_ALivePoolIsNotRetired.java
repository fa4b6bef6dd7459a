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

/**
 * A mistake of the program: a block is freed by two threads, and one of its two neighbours is still
 * in use.
 *
 * <p>How to run: {@code ./alloclab stress --tests DoubleFree_02_ALivePoolIsNotRetired}.
 *
 * <p>Two frees of one block count as two blocks, so the pool may look wholly free while somebody
 * uses it. Given back to its arena, it would be handed out under him.
 *
 * <p>Before a pool is retired its marks are read: each block must be in it.
 *
 * <p>Verdict: the pool is put out of use, not given back. The freer who finds out is told; the
 * other one could not know.
 */
@JCStressTest
@Outcome(id = "PUSHED, found out, live", expect = ACCEPTABLE, desc = "the second freer found out")
@Outcome(id = "found out, PUSHED, live", expect = ACCEPTABLE, desc = "the first one did")
@Outcome(expect = FORBIDDEN, desc = "a pool in use was given back")
@State
public class DoubleFree_02_ALivePoolIsNotRetired {
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
