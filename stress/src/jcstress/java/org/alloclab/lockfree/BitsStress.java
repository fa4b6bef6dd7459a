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
import org.openjdk.jcstress.infra.results.Z_Result;

/** Threads set and clear bits of a bitmap that they share. */
public final class BitsStress {
    private BitsStress() {}

    /**
     * A thing becomes true and its bit is set, while another thread clears the bit and looks at the
     * thing again: the rule of all hints, with nothing else around it.
     *
     * <p>How to run: {@code ./alloclab stress --tests BitsStress.ASetBitIsNotMissed}.
     *
     * <p>One would believe that setting and clearing a bit atomically is all there is to it. But
     * {@code Bits.set} does not write where it finds the bit set, lest all publishers contend for
     * one cache line. It relies on the clearer's second look.
     *
     * <p>The setter writes the thing, then reads the bit; the clearer clears the bit, then reads
     * the thing. This is Dekker's pair, with a volatile read on either side.
     *
     * <p>Verdict: in the one order that volatile accesses have, either the bit is read after it was
     * cleared, and is set, or the thing is read after it became true, and the clearer sets the bit.
     * The negative control reads the bit plainly in {@code Bits.set}.
     */
    @JCStressTest
    @Control("weak-bits-set")
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the bit says what is true")
    @Outcome(expect = FORBIDDEN, desc = "the thing is true, and no bit says so")
    @State
    public static class ASetBitIsNotMissed {
        private final Bits bits = new Bits(64);
        private volatile boolean thing;

        public ASetBitIsNotMissed() {
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

    /**
     * Two threads set and clear neighbouring bits of one word.
     *
     * <p>How to run: {@code ./alloclab stress --tests BitsStress.NeighboursAreKept}.
     *
     * <p>One would believe that a bit can be set by reading, or-ing and writing the word, as one
     * does with plain memory. The other thread's bit is then lost, or comes back.
     *
     * <p>{@code Bits.set} and {@code Bits.clear} are atomic or and and.
     *
     * <p>Verdict: each changes its bit in one step and leaves the others as they are at that
     * moment.
     */
    @JCStressTest
    @Outcome(id = "3, 4", expect = ACCEPTABLE, desc = "both bits are as they were left")
    @Outcome(expect = FORBIDDEN, desc = "a bit of a neighbour was overwritten")
    @State
    public static class NeighboursAreKept {
        private final Bits bits = new Bits(64);

        public NeighboursAreKept() {
            bits.set(2);
        }

        @Actor
        public void set() {
            bits.set(3);
        }

        @Actor
        public void clear() {
            bits.clear(2);
            bits.set(4);
        }

        @Arbiter
        public void look(II_Result r) {
            r.r1 = bits.next(0, 64);
            r.r2 = bits.next(r.r1 + 1, 64);
        }
    }
}
