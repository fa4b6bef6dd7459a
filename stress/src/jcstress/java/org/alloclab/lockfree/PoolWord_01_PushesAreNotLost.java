package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/**
 * Two threads free a block each into a pool that a third one owns.
 *
 * <p>How to run: {@code ./alloclab stress --tests PoolWord_01_PushesAreNotLost}.
 *
 * <p>One would believe that two blocks freed are two blocks back. Each freer reads the word, links
 * its block to the head it saw, and replaces the word: whoever writes without asking whether the
 * word is still the same throws the other one's block away, and nobody will ever find it.
 *
 * <p>{@code Pool.freeRemotely} replaces the word by a CAS, and begins anew where it fails.
 *
 * <p>Verdict: the list's head and its count are one word, so the second push is made from what the
 * first one left. Both blocks come back at the drain.
 */
@JCStressTest
@Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "both are back")
@Outcome(expect = FORBIDDEN, desc = "a freed block is lost")
@State
public class PoolWord_01_PushesAreNotLost {
    private final Pool pool = PoolFixture.full();

    @Actor
    public void first() {
        PoolFixture.free(pool, 0, null);
    }

    @Actor
    public void second() {
        PoolFixture.free(pool, 1, null);
    }

    @Arbiter
    public void drain(IL_Result r) {
        pool.drain();
        r.r1 = pool.available();
        r.r2 = PoolFixture.books(pool);
    }
}
