package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Marks beside the blocks are written by several threads. */
public final class MarksStress {
    private MarksStress() {}

    /**
     * Two threads change the marks of two blocks that lie side by side.
     *
     * <p>How to run: {@code ./alloclab stress --tests MarksStress.NeighboursAreKept}.
     *
     * <p>A mark is one byte. A machine that can only write words would read eight marks, change
     * one, and write all eight back, the neighbour's old one among them.
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
    public static class NeighboursAreKept {
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

    /**
     * A pool gets another home while a thread asks whether the pool is at home with it.
     *
     * <p>How to run: {@code ./alloclab stress --tests MarksStress.AHomeIsNeverTorn}.
     *
     * <p>The number is a plain int in native memory, read while it is written. Torn, it could be
     * that of a third thread, which would then put a block of another home into its own magazine.
     *
     * <p>The number lies at a multiple of four.
     *
     * <p>Verdict: an aligned int is read as it was written, before or after; a stale one does no
     * harm, since it only says where a block goes first.
     */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the old home or the new one")
    @Outcome(expect = FORBIDDEN, desc = "a home that never was")
    @State
    public static class AHomeIsNeverTorn {
        private static final int OLD_HOME = 0x0001_ffff;
        private static final int NEW_HOME = 0x7fff_0000;

        private final Pool pool = PoolFixture.full();

        public AHomeIsNeverTorn() {
            Marks.setHome(pool.address(), pool.bytes(), OLD_HOME);
        }

        @Actor
        public void owner() {
            Marks.setHome(pool.address(), pool.bytes(), NEW_HOME);
        }

        @Actor
        public void freer(Z_Result r) {
            boolean torn =
                    Marks.isHome(pool.address(), 0x0001_0000)
                            | Marks.isHome(pool.address(), 0x7fff_ffff);
            r.r1 = !torn;
        }
    }
}
