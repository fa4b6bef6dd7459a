package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads close the gate at once, and both find nobody inside.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gate_02_TheLastOneOutIsTheOnlyOne}.
 *
 * <p>One would believe that whoever finds the gate closed and empty may give the memory back. But
 * both do, and the second one unmaps what may be somebody else's by now.
 *
 * <p>{@code CloseGuard.giveBackIfEmpty} turns {@code given} by a CAS before it does so.
 *
 * <p>Verdict: one of the two CAS fails.
 */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "given back once")
@Outcome(expect = FORBIDDEN, desc = "given back twice, or never")
@State
public class Gate_02_TheLastOneOutIsTheOnlyOne {
    private final AtomicInteger given = new AtomicInteger();
    private final CloseGuard gate = new CloseGuard(given::incrementAndGet);

    @Actor
    public void first() {
        gate.close();
    }

    @Actor
    public void second() {
        gate.close();
    }

    @Arbiter
    public void look(I_Result r) {
        r.r1 = given.get();
    }
}
