package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * A new arena is entered while another thread looks up an address of it that it has only guessed.
 *
 * <p>How to run: {@code ./alloclab stress --tests ArenaTable_01_AnArenaIsFoundComplete}.
 *
 * <p>One would believe that an object which is reachable has been made. But its stores and that of
 * the reference are different stores: without an order between them a reader may find the row
 * filled and in it fields that say 0.
 *
 * <p>{@code ArenaTable.enter} puts the pools into their row by a CAS, {@code ArenaTable.poolAt}
 * reads it with acquire.
 *
 * <p>Verdict: who finds the row sees all that was done to the arena before it was entered. The
 * negative control reads the row plainly; the loads depend on each other, so x86 keeps their order,
 * and so do most others.
 */
@JCStressTest
@Control("weak-table-find")
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "not entered yet")
@Outcome(id = "5, 7", expect = ACCEPTABLE, desc = "found, and complete")
@Outcome(expect = FORBIDDEN, desc = "found half made")
@State
public class ArenaTable_01_AnArenaIsFoundComplete {
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
