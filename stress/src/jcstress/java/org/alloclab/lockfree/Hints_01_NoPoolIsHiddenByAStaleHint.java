package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A pool becomes partial while another thread, led there by a stale hint, finds nothing and clears
 * the hint.
 *
 * <p>How to run: {@code ./alloclab stress --tests Hints_01_NoPoolIsHiddenByAStaleHint}.
 *
 * <p>One would believe that clearing a hint which led nowhere is harmless. But between the look at
 * the pool and the clearing the pool may have become partial. Its publisher finds the bit still set
 * and leaves it so; then it is cleared. No bit leads to the pool any more, and its blocks are
 * nobody's until somebody frees another one.
 *
 * <p>{@code Hints.adoptIn} clears the bit of the pool and then looks at the word again; if it says
 * PARTIAL, the hint is set again, at both levels.
 *
 * <p>Verdict: the publisher writes the word, then looks at the bit; the scanner writes the bit,
 * then looks at the word. All four steps are volatile or read-modify-write, so they have one order,
 * and whoever comes last sees what the other did. The negative control {@code weak-pool-recheck}
 * lets the second look be a plain one.
 */
@JCStressTest
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "adopted by the scanner")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "left alone, and found later")
@Outcome(expect = FORBIDDEN, desc = "a partial pool that nobody can find, or adopted twice")
@State
public class Hints_01_NoPoolIsHiddenByAStaleHint {
    private final LoneArena lone = new LoneArena();
    private final Pool pool = LoneArena.fullPool(lone.arena);

    public Hints_01_NoPoolIsHiddenByAStaleHint() {
        lone.table.enter(lone.arena);
        lone.hints.publishFree(lone.arena);
        lone.free(pool, 0);
        lone.hints.publishPartial(pool, LoneArena.SIZE_CLASS); // stale: it is still full
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
