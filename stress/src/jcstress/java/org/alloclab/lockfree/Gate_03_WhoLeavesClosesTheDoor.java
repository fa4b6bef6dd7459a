package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A caller has been inside and leaves while another thread closes the gate. Somebody must give the
 * memory back.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gate_03_WhoLeavesClosesTheDoor}.
 *
 * <p>One would believe that it is enough to forbid what is too early. But if each leaves it to the
 * other, the memory is never given back: the closer sees the count not yet taken back, the leaver
 * sees the gate not yet closed.
 *
 * <p>{@code CloseGuard.leave} takes its count back by an atomic add and then reads {@code closed};
 * the closer does it the other way round.
 *
 * <p>Verdict: the one who comes second sees the other, and one CAS among those who see an empty
 * gate succeeds. The negative control lets the add only acquire; on x86 the instruction is the
 * same.
 */
@JCStressTest
@Control("weak-gate-leave")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "turned away, given back once")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "was inside, given back once")
@Outcome(expect = FORBIDDEN, desc = "never given back, or twice")
@State
public class Gate_03_WhoLeavesClosesTheDoor {
    private final AtomicInteger given = new AtomicInteger();
    private final CloseGuard gate = new CloseGuard(given::incrementAndGet);

    @Actor
    public void visit(II_Result r) {
        try {
            gate.enter();
            gate.leave();
            r.r1 = 1;
        } catch (IllegalStateException e) {
            r.r1 = 0;
        }
    }

    @Actor
    public void close() {
        gate.close();
    }

    @Arbiter
    public void look(II_Result r) {
        r.r2 = given.get();
    }
}
