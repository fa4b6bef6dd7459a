package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads set and clear neighbouring bits of one word.
 *
 * <p>How to run: {@code ./alloclab stress --tests Bits_02_NeighboursAreKept}.
 *
 * <p>One would believe that a bit can be set by reading, or-ing and writing the word, as one does
 * with plain memory. The other thread's bit is then lost, or comes back.
 *
 * <p>{@code Bits.set} and {@code Bits.clear} are atomic or and and.
 *
 * <p>Verdict: each changes its bit in one step and leaves the others as they are at that moment.
 */
@JCStressTest
@Outcome(id = "3, 4", expect = ACCEPTABLE, desc = "both bits are as they were left")
@Outcome(expect = FORBIDDEN, desc = "a bit of a neighbour was overwritten")
@State
public class Bits_02_NeighboursAreKept {
    private final Bits bits = new Bits(64);

    public Bits_02_NeighboursAreKept() {
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
