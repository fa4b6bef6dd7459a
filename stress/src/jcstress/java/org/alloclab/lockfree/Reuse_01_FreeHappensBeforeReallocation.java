package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.memory.Memory;
import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * A thread writes to a block for the last time and frees it; the owner of the pool hands it out
 * again and reads it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Reuse_01_FreeHappensBeforeReallocation}.
 *
 * <p>This is the one promise every allocator makes about memory, and it is about plain accesses:
 * the next user must never see, or be overwritten by, what the last one did late.
 *
 * <p>The last write comes before the CAS that frees the block, the read after the exchange that
 * takes it.
 *
 * <p>Verdict: both are volatile accesses of one word, so the next user reads what was written last.
 */
@JCStressTest
@Control("weak-push")
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not handed out yet")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "the last write")
@Outcome(expect = FORBIDDEN, desc = "a write from the block's former life came late")
@State
public class Reuse_01_FreeHappensBeforeReallocation {
    private final Pool pool = PoolFixture.full();

    public Reuse_01_FreeHappensBeforeReallocation() {
        Memory.putLong(pool.addressOf(1), 1);
    }

    @Actor
    public void freer() {
        Memory.putLong(pool.addressOf(1), 2);
        PoolFixture.free(pool, 0, null);
        PoolFixture.free(pool, 1, null);
    }

    @Actor
    public void owner(J_Result r) {
        r.r1 = pool.drain() ? Memory.getLong(pool.takeFreed()) : -1;
    }
}
