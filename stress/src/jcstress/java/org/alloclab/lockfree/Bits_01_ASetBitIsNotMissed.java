package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thing becomes true and its bit is set, while another thread clears the bit and looks at the
 * thing again: the rule of all hints, with nothing else around it.
 *
 * <p>How to run: {@code ./alloclab stress --tests Bits_01_ASetBitIsNotMissed}.
 *
 * <p>One would believe that setting and clearing a bit atomically is all there is to it. But {@code
 * Bits.set} does not write where it finds the bit set, lest all who publish meet on one cache line.
 * It relies on the clearer's second look.
 *
 * <p>The setter writes the thing, then reads the bit; the clearer clears the bit, then reads the
 * thing. This is Dekker's pair, with a volatile read on either side.
 *
 * <p>Verdict: in the one order that volatile accesses have, either the bit is read after it was
 * cleared, and is set, or the thing is read after it became true, and the clearer sets the bit. The
 * negative control reads the bit plainly in {@code Bits.set}.
 */
@JCStressTest
@Control("weak-bits-set")
@Outcome(id = "true", expect = ACCEPTABLE, desc = "the bit says what is true")
@Outcome(expect = FORBIDDEN, desc = "the thing is true, and no bit says so")
@State
public class Bits_01_ASetBitIsNotMissed {
    private final Bits bits = new Bits(64);
    private volatile boolean thing;

    public Bits_01_ASetBitIsNotMissed() {
        bits.set(5); // stale
    }

    @Actor
    public void make() {
        thing = true;
        bits.set(5);
    }

    @Actor
    public void clear() {
        bits.clear(5);
        if (thing) {
            bits.set(5);
        }
    }

    @Arbiter
    public void look(Z_Result r) {
        r.r1 = bits.next(0, 64) == 5;
    }
}
