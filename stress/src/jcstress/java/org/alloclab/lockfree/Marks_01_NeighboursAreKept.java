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
 * Two threads change the marks of two blocks that lie side by side.
 *
 * <p>How to run: {@code ./alloclab stress --tests Marks_01_NeighboursAreKept}.
 *
 * <p>A mark is one byte. A machine that can only write words would read eight marks, change one,
 * and write all eight back, the neighbour's old one among them.
 *
 * <p>Java has no such machine: bytes are written by themselves (JLS 17.6), and so are bytes in
 * native memory.
 *
 * <p>Verdict: both marks are as their writers left them.
 */
@JCStressTest
@Outcome(id = "0, 8", expect = ACCEPTABLE, desc = "given back, and lent")
@Outcome(expect = FORBIDDEN, desc = "a neighbour's mark was written over")
@State
public class Marks_01_NeighboursAreKept {
    private final Pool pool = PoolFixture.full();
    private final long block = pool.address();
    private final long neighbour = block + 16;

    @Actor
    public void freer() {
        Marks.giveBack(block);
    }

    @Actor
    public void user() {
        Marks.lendFresh(neighbour, 7);
    }

    @Arbiter
    public void read(II_Result r) {
        r.r1 = Marks.mark(Marks.place(block));
        r.r2 = Marks.mark(Marks.place(neighbour));
        Marks.giveBack(neighbour);
    }
}
