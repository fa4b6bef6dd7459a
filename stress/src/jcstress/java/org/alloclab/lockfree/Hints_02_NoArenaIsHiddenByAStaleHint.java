package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * As {@link Hints_01_NoPoolIsHiddenByAStaleHint}, one level up: the arena had no partial pool when
 * it was looked at, and its bit is cleared.
 *
 * <p>How to run: {@code ./alloclab stress --tests Hints_02_NoArenaIsHiddenByAStaleHint}.
 *
 * <p>One would believe that the second look at the pool is enough. But it comes before the row's
 * bit is cleared, so a pool that is published in between sets its own bit, finds that of the row
 * set, and has it cleared under its feet.
 *
 * <p>{@code Hints.adopt} clears the bit of the row, looks at the bits of the arena again, and sets
 * it again if there is one. The publisher goes from the pool upwards.
 *
 * <p>Verdict: as there, with the arena's word of hints in the place of the pool's word. The
 * negative control lets {@code Bits.clear} only release: the second look may then come before the
 * clearing. On x86 the instruction is the same.
 */
@JCStressTest
@Control("weak-bits-clear")
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "adopted by the scanner")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "left alone, and found later")
@Outcome(expect = FORBIDDEN, desc = "a partial pool that nobody can find, or adopted twice")
@State
public class Hints_02_NoArenaIsHiddenByAStaleHint {
    private final LoneArena lone = new LoneArena();
    private final Pool pool = LoneArena.fullPool(lone.arena);

    public Hints_02_NoArenaIsHiddenByAStaleHint() {
        lone.table.enter(lone.arena);
        lone.hints.publishFree(lone.arena);
        lone.free(pool, 0);
        lone.hints.publishPartial(pool, LoneArena.SIZE_CLASS);
        lone.arena.unhint(LoneArena.SIZE_CLASS, pool.number()); // the row's bit is stale
    }

    @Actor
    public void free() {
        lone.free(pool, 1);
    }

    @Actor
    public void scan(ZZZ_Result r) {
        r.r1 = lone.adopt() == pool;
    }

    @Arbiter
    public void scanAgain(ZZZ_Result r) {
        r.r3 = lone.isFindable();
        r.r2 = lone.adopt() == pool;
    }
}
