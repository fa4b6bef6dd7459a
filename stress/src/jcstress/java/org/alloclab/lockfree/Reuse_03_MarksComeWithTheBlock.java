package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A freer marks its block as given back; the owner of the pool looks at that mark before it hands
 * the block out.
 *
 * <p>How to run: {@code ./alloclab stress --tests Reuse_03_MarksComeWithTheBlock}.
 *
 * <p>Marks are plain bytes. If the owner saw an old one, it would report a damaged pool where
 * nobody did anything wrong.
 *
 * <p>The mark is written before the CAS that frees the block.
 *
 * <p>Verdict: who takes the list finds every block on it marked as it should be.
 */
@JCStressTest
@Control("weak-push")
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "nothing to hand out yet")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "handed out")
@Outcome(expect = FORBIDDEN, desc = "a sound pool reported as damaged")
@State
public class Reuse_03_MarksComeWithTheBlock {
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
