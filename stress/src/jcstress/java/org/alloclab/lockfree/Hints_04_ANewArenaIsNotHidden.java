package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A new arena is entered in a row whose hint has survived the arena that was there before, and
 * another thread clears that hint since the row is empty.
 *
 * <p>How to run: {@code ./alloclab stress --tests Hints_04_ANewArenaIsNotHidden}.
 *
 * <p>One would believe that a hint for an empty row may be cleared without a second look: there is
 * nothing to be had. But an arena may be entered meanwhile, and its publisher finds the bit set.
 *
 * <p>{@code Hints.claim} looks at the row again after clearing; {@code ArenaTable.arena} reads it
 * volatile for that reason.
 *
 * <p>Verdict: the row is entered before its hint is looked at, the hint is cleared before the row
 * is looked at again, all volatile. The negative control reads the row opaquely.
 */
@JCStressTest
@Control("weak-table-arena")
@Outcome(
        id = "true, true",
        expect = ACCEPTABLE,
        desc = "claimed by the scanner, and the next one later")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "came too early, and found later")
@Outcome(expect = FORBIDDEN, desc = "an arena that nobody can find")
@State
public class Hints_04_ANewArenaIsNotHidden {
    private final LoneArena lone = new LoneArena();

    public Hints_04_ANewArenaIsNotHidden() {
        lone.hints.publishFree(lone.arena); // the hint of an arena that is gone
        lone.table.enter(lone.arena);
        lone.table.remove(lone.arena);
    }

    @Actor
    public void enter() {
        lone.table.enter(lone.arena);
        lone.hints.publishFree(lone.arena);
    }

    @Actor
    public void scan(ZZ_Result r) {
        r.r1 = lone.hints.claim() != null;
    }

    @Arbiter
    public void scanAgain(ZZ_Result r) {
        r.r2 = lone.hints.claim() != null;
    }
}
