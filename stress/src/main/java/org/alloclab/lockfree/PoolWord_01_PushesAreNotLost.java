package org.alloclab.lockfree;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both are on the list")
@Outcome(expect = Expect.FORBIDDEN, desc = "a freed block is lost")
@State
public class PoolWord_01_PushesAreNotLost {
    private final Pool pool = PoolFixture.fullPool();

    @Actor
    public void first() {
        PoolFixture.free(pool, 0);
    }

    @Actor
    public void second() {
        PoolFixture.free(pool, 1);
    }

    @Arbiter
    public void arbiter(I_Result r) {
        pool.drain();
        r.r1 = pool.available();
    }
}
