package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The first two hints ever of a class are set at once, by two threads, for different arenas. The
 * row of bits does not exist yet.
 *
 * <p>How to run: {@code ./alloclab stress --tests Hints_05_BothFirstHintsAreKept}.
 *
 * <p>One would believe that it does not matter who makes the row. But who stores his own without
 * looking replaces the one in which the other has just set his bit.
 *
 * <p>{@code Hints.partial} enters a new row by a CAS from null, and goes on with the one that is
 * there, whosoever it is.
 *
 * <p>Verdict: one CAS succeeds, and both set their bits in what it has entered. That a row is found
 * complete is owed to the final field in {@code Bits} as much as to the acquire: without the latter
 * nothing could be seen to fail, so there is no negative control.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both pools are found")
@Outcome(expect = FORBIDDEN, desc = "a hint was lost with the row it was set in")
@State
public class Hints_05_BothFirstHintsAreKept {
    private final LoneArena lone = new LoneArena();
    private final Arena other = lone.arena(1);
    private final Pool low = LoneArena.fullPool(lone.arena);
    private final Pool high = LoneArena.fullPool(other);

    public Hints_05_BothFirstHintsAreKept() {
        lone.table.enter(lone.arena);
        lone.table.enter(other);
        lone.free(low, 0);
        lone.free(high, 0);
    }

    @Actor
    public void first() {
        lone.free(low, 1);
    }

    @Actor
    public void second() {
        lone.free(high, 1);
    }

    @Arbiter
    public void scan(ZZ_Result r) {
        r.r1 = lone.adopt() == low;
        r.r2 = lone.adopt() == high;
    }
}
