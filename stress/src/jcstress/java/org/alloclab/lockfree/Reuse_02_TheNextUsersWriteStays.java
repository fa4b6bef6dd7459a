package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.memory.Memory;
import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * A thread writes to a block and frees it; the next user writes to it as well. Later somebody reads
 * it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Reuse_02_TheNextUsersWriteStays}.
 *
 * <p>If the first write could be delayed past the free, it would land on the next user's data.
 *
 * <p>As in {@code Reuse_01_FreeHappensBeforeReallocation}, the two writes are ordered by the word.
 *
 * <p>Verdict: once the block has a new user, it is his write that stays.
 */
@JCStressTest
@Control("weak-drain")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "not handed out again")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "the next user's")
@Outcome(expect = FORBIDDEN, desc = "the former user's write came late")
@State
public class Reuse_02_TheNextUsersWriteStays {
    private final Pool pool = PoolFixture.full();

    @Actor
    public void freer() {
        Memory.putLong(pool.addressOf(1), 2);
        PoolFixture.free(pool, 0, null);
        PoolFixture.free(pool, 1, null);
    }

    @Actor
    public void owner() {
        if (pool.drain()) {
            Memory.putLong(pool.takeFreed(), 3);
        }
    }

    @Arbiter
    public void read(J_Result r) {
        r.r1 = Memory.getLong(pool.addressOf(1));
    }
}
