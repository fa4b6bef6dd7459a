package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;

/**
 * A free makes a full pool partial, and somebody who needs blocks adopts it in the same moment.
 *
 * <p>How to run: {@code ./alloclab stress --tests Adopt_04_APublishedPoolComesWithItsList}.
 *
 * <p>The state says that there are blocks, the list which ones. In two words, the adopter could see
 * the first and miss the second.
 *
 * <p>{@code Pool.freeRemotely} changes state, head and count in one CAS.
 *
 * <p>Verdict: who adopts the pool finds both blocks that came back.
 */
@JCStressTest
@Control("weak-adopt")
@Outcome(id = "PUBLISHED, -1, sound", expect = ACCEPTABLE, desc = "published after the look")
@Outcome(id = "PUBLISHED, 2, sound", expect = ACCEPTABLE, desc = "adopted, with both blocks")
@Outcome(expect = FORBIDDEN, desc = "adopted without its list")
@State
public class Adopt_04_APublishedPoolComesWithItsList {
    private final Pool pool = PoolFixture.full();

    public Adopt_04_APublishedPoolComesWithItsList() {
        pool.detach(PoolFixture.ME);
        PoolFixture.free(pool, 0, null);
    }

    @Actor
    public void freer(LIL_Result r) {
        r.r1 = PoolFixture.free(pool, 1, null);
    }

    @Actor
    public void scanner(LIL_Result r) {
        boolean adopted = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
        r.r2 = adopted ? pool.available() : -1;
    }

    @Arbiter
    public void check(LIL_Result r) {
        r.r3 = PoolFixture.books(pool);
    }
}
