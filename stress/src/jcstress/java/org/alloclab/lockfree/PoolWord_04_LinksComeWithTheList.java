package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner drains a list that others have just linked, and hands out its blocks.
 *
 * <p>How to run: {@code ./alloclab stress --tests PoolWord_04_LinksComeWithTheList}.
 *
 * <p>Links are plain. One might fear that the owner sees the list before the links it consists of,
 * follows an old one, and hands out a block that is not free.
 *
 * <p>A freer writes the link before the CAS that makes its block the head; the exchange that takes
 * the list comes after that CAS.
 *
 * <p>Verdict: the CAS and the exchange are volatile, so what was written before the one is seen
 * after the other. The owner meets the blocks that were freed, each once, or none yet.
 */
@JCStressTest
@Control("weak-push")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not worth a drain yet")
@Outcome(id = "5, 3", expect = ACCEPTABLE, desc = "the last freed first")
@Outcome(expect = FORBIDDEN, desc = "a link is missing, or old")
@State
public class PoolWord_04_LinksComeWithTheList {
    private final Pool pool = PoolFixture.full();

    @Actor
    public void freer() {
        PoolFixture.free(pool, 3, null);
        PoolFixture.free(pool, 5, null);
    }

    @Actor
    public void owner(II_Result r) {
        boolean drained = pool.drain();
        r.r1 = drained ? pool.blockAt(pool.takeFreed()) : -1;
        r.r2 = drained ? pool.blockAt(pool.takeFreed()) : -1;
    }
}
