package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Threads enter arenas in the table and look them up. */
public final class ArenaTableStress {
    private ArenaTableStress() {}

    /**
     * A new arena is entered while another thread looks up an address of it that it has only
     * guessed.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaTableStress.AnArenaIsFoundComplete}.
     *
     * <p>One would believe that an object which is reachable has been made. But its stores and that
     * of the reference are different stores: without an order between them a reader may find the
     * row filled and in it fields that say 0.
     *
     * <p>{@code ArenaTable.enter} puts the pools into their row by a CAS, {@code ArenaTable.poolAt}
     * reads it with acquire.
     *
     * <p>Verdict: a thread that finds the row sees all that was done to the arena before it was
     * entered. The negative control reads the row plainly; the loads depend on each other, so x86
     * keeps their order, and so do most others.
     */
    @JCStressTest
    @Control("weak-table-find")
    @Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "not entered yet")
    @Outcome(id = "5, 7", expect = ACCEPTABLE, desc = "found, and complete")
    @Outcome(expect = FORBIDDEN, desc = "found half made")
    @State
    public static class AnArenaIsFoundComplete {
        private final LoneArena lone = new LoneArena();

        @Actor
        public void enter() {
            Arena made = lone.arena(0);
            made.setIdleSince(7);
            lone.table.enter(made);
        }

        @Actor
        public void find(IJ_Result r) {
            long guess = lone.table.range().start() + 5L * Slots.LAYOUT.poolBytes() + 16;
            Pool pool = lone.table.poolAt(guess);
            r.r1 = pool == null ? -1 : pool.number();
            r.r2 = pool == null ? 0 : pool.arena().idleSince();
        }
    }

    /**
     * An arena is entered and hinted at; another thread sees the hint and asks how far there have
     * ever been arenas.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaTableStress.TheLimitComesBeforeTheHint}.
     *
     * <p>One would believe that the limit is but a matter of speed. But a scan goes no further than
     * the limit: a hint for a row behind it is never read.
     *
     * <p>{@code ArenaTable.enter} raises the limit by a CAS before it returns, and hints are set
     * after that.
     *
     * <p>Verdict: a thread that reads the bit volatile sees what came before the atomic or that set
     * it. That order is the caller's, not a mode's: both accesses have more than it needs.
     */
    @JCStressTest
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "neither")
    @Outcome(
            id = "false, 1",
            expect = ACCEPTABLE,
            desc = "the limit is raised, the hint not yet set")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "a hint that no scan would reach")
    @State
    public static class TheLimitComesBeforeTheHint {
        private final LoneArena lone = new LoneArena();
        private final Bits rows = new Bits(2);

        @Actor
        public void enter() {
            lone.table.enter(lone.arena);
            rows.set(lone.arena.row());
        }

        @Actor
        public void scan(ZI_Result r) {
            r.r1 = rows.word(0) != 0;
            r.r2 = lone.table.limit();
        }
    }

    /**
     * Two arenas are entered at once, in different rows.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaTableStress.TheLimitDoesNotFall}.
     *
     * <p>One would believe that each may raise the limit to its own row. But the lower of the two
     * may have looked before and write after, and the higher arena lies behind the limit for good.
     *
     * <p>{@code ArenaTable.enter} raises the limit by a CAS, and only while it is too low.
     *
     * <p>Verdict: each CAS replaces a smaller number by a greater one, so at rest the limit is that
     * of the highest row.
     */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both rows lie below the limit")
    @Outcome(expect = FORBIDDEN, desc = "an arena that no scan reaches")
    @State
    public static class TheLimitDoesNotFall {
        private final LoneArena lone = new LoneArena();
        private final Arena other = lone.arena(1);

        @Actor
        public void low() {
            lone.table.enter(lone.arena);
        }

        @Actor
        public void high() {
            lone.table.enter(other);
        }

        @Arbiter
        public void limit(I_Result r) {
            r.r1 = lone.table.limit();
        }
    }
}
