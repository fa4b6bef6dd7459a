package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * A thread enters the gate to copy bytes while another closes it and would give the memory back.
 *
 * <p>How to run: {@code ./alloclab stress --tests Gate_01_NothingGoesWhileSomebodyIsInside}.
 *
 * <p>One would believe that a flag and a count are enough, whatever their modes. But this is
 * Dekker's pair: each writes one thing and reads the other. If the closer's write is still on its
 * way when he reads the count, he sees nobody inside, and the other sees an open gate.
 *
 * <p>{@code CloseGuard.enter} counts itself in by an atomic add and then reads {@code closed};
 * {@code CloseGuard.close} writes {@code closed} volatile and then reads the counts.
 *
 * <p>Verdict: in the one order of volatile accesses one of the two comes second and sees the other.
 * So the memory stays, or the caller is turned away; and who leaves last gives it back, by a CAS
 * that succeeds once. The negative control closes by a release write, which x86 keeps in its store
 * buffer while the counts are read.
 */
@JCStressTest
@Control("dekker-gate")
@Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "turned away")
@Outcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "inside while the memory was there")
@Outcome(expect = FORBIDDEN, desc = "given back under somebody's hands, or twice, or never")
@State
public class Gate_01_NothingGoesWhileSomebodyIsInside {
    private final CloseGuard gate = new CloseGuard(this::giveBack);
    private volatile boolean inside;
    private volatile boolean gone;
    private volatile int given;
    private boolean soundInside = true;
    private volatile boolean soundOutside = true;

    private void giveBack() {
        gone = true;
        given++;
        if (inside) {
            soundOutside = false;
        }
    }

    @Actor
    public void enter(IIZ_Result r) {
        try {
            gate.enter();
        } catch (IllegalStateException e) {
            return;
        }
        inside = true;
        soundInside = !gone;
        inside = false;
        gate.leave();
        r.r1 = 1;
    }

    @Actor
    public void close() {
        gate.close();
    }

    @Arbiter
    public void look(IIZ_Result r) {
        r.r2 = given;
        r.r3 = soundInside && soundOutside;
    }
}
