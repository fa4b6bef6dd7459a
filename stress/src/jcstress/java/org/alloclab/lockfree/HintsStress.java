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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Hints to free memory go out of date while threads follow them. */
public final class HintsStress {
    private HintsStress() {}

    /**
     * A pool becomes partial while another thread, led there by a stale hint, finds nothing and
     * clears the hint.
     *
     * <p>How to run: {@code ./alloclab stress --tests HintsStress.NoPoolIsHiddenByAStaleHint}.
     *
     * <p>One would believe that clearing a hint which led nowhere is harmless. But between the look
     * at the pool and the clearing the pool may have become partial. Its publisher finds the bit
     * still set and leaves it so; then it is cleared. No bit leads to the pool any more, and its
     * blocks cannot be used until another one is freed.
     *
     * <p>{@code Hints.adoptIn} clears the bit of the pool and then looks at the word again; if it
     * says PARTIAL, the hint is set again, at both levels.
     *
     * <p>Verdict: the publisher writes the word, then looks at the bit; the scanner writes the bit,
     * then looks at the word. All four steps are volatile or read-modify-write, so they have one
     * order, and the second of the two sees what the other did. The negative control {@code
     * weak-pool-recheck} lets the second look be a plain one.
     */
    @JCStressTest
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "adopted by the scanner")
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "left alone, and found later")
    @Outcome(expect = FORBIDDEN, desc = "a partial pool that nobody can find, or adopted twice")
    @State
    public static class NoPoolIsHiddenByAStaleHint {
        private final LoneArena lone = new LoneArena();
        private final Pool pool = LoneArena.fullPool(lone.arena);

        public NoPoolIsHiddenByAStaleHint() {
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

    /**
     * As {@link NoPoolIsHiddenByAStaleHint}, one level up: the arena had no partial pool when it
     * was looked at, and its bit is cleared.
     *
     * <p>How to run: {@code ./alloclab stress --tests HintsStress.NoArenaIsHiddenByAStaleHint}.
     *
     * <p>One would believe that the second look at the pool is enough. But it comes before the
     * row's bit is cleared, so a pool that is published in between sets its own bit, finds that of
     * the row set, and has it cleared under its feet.
     *
     * <p>{@code Hints.adopt} clears the bit of the row, looks at the bits of the arena again, and
     * sets it again if there is one. The publisher goes from the pool upwards.
     *
     * <p>Verdict: as there, with the arena's word of hints in the place of the pool's word. The
     * negative control lets {@code Bits.clear} only release: the second look may then come before
     * the clearing. On x86 the instruction is the same.
     */
    @JCStressTest
    @Control("weak-bits-clear")
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "adopted by the scanner")
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "left alone, and found later")
    @Outcome(expect = FORBIDDEN, desc = "a partial pool that nobody can find, or adopted twice")
    @State
    public static class NoArenaIsHiddenByAStaleHint {
        private final LoneArena lone = new LoneArena();
        private final Pool pool = LoneArena.fullPool(lone.arena);

        public NoArenaIsHiddenByAStaleHint() {
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

    /**
     * The last free pool of an arena comes back while another thread, which found none, clears the
     * arena's hint.
     *
     * <p>How to run: {@code ./alloclab stress --tests HintsStress.AFreedPoolCanBeClaimed}.
     *
     * <p>One would believe that the thread that gives a pool back sets the hint, and that this
     * settles it. But the hint may still be set, so nothing is written, and then the scanner clears
     * it.
     *
     * <p>{@code Hints.claim} clears the bit, looks whether the arena has a free pool by now, and
     * sets it again if so; {@code Arenas.unclaim} gives the bit of the pool back before it sets the
     * hint.
     *
     * <p>Verdict: both write one of two words and look at the other one, in opposite order, all
     * volatile: one of them sees the other. The negative control reads the claimed bits plainly.
     */
    @JCStressTest
    @Control("weak-arena-recheck")
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "claimed by the scanner")
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "left alone, and found later")
    @Outcome(expect = FORBIDDEN, desc = "a free pool that nobody can find, or claimed twice")
    @State
    public static class AFreedPoolCanBeClaimed {
        private final LoneArena lone = new LoneArena();

        public AFreedPoolCanBeClaimed() {
            lone.table.enter(lone.arena);
            lone.arena.claimFree();
            lone.hints.publishFree(lone.arena); // stale
        }

        @Actor
        public void giveBack() {
            lone.arena.unclaim(1);
            lone.hints.publishFree(lone.arena);
        }

        @Actor
        public void scan(ZZZ_Result r) {
            r.r1 = lone.hints.claim() != null;
        }

        @Arbiter
        public void scanAgain(ZZZ_Result r) {
            r.r3 = lone.isFindable();
            r.r2 = lone.hints.claim() != null;
        }
    }

    /**
     * A new arena is entered in a row whose hint has survived the arena that was there before, and
     * another thread clears that hint since the row is empty.
     *
     * <p>How to run: {@code ./alloclab stress --tests HintsStress.ANewArenaIsNotHidden}.
     *
     * <p>One would believe that a hint for an empty row may be cleared without a second look: there
     * is nothing to be had. But an arena may be entered meanwhile, and its publisher finds the bit
     * set.
     *
     * <p>{@code Hints.claim} looks at the row again after clearing; {@code ArenaTable.arena} reads
     * it volatile for that reason.
     *
     * <p>Verdict: the row is entered before its hint is looked at, the hint is cleared before the
     * row is looked at again, all volatile. The negative control reads the row opaquely.
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
    public static class ANewArenaIsNotHidden {
        private final LoneArena lone = new LoneArena();

        public ANewArenaIsNotHidden() {
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

    /**
     * The first two hints ever of a class are set at once, by two threads, for different arenas.
     * The row of bits does not exist yet.
     *
     * <p>How to run: {@code ./alloclab stress --tests HintsStress.BothFirstHintsAreKept}.
     *
     * <p>One would believe that it does not matter which thread makes the row. But a thread that
     * stores its own without looking replaces the one in which the other has just set its bit.
     *
     * <p>{@code Hints.partial} enters a new row by a CAS from null, and goes on with the one that
     * is there, whosoever it is.
     *
     * <p>Verdict: one CAS succeeds, and both set their bits in what it has entered. That a row is
     * found complete is owed to the final field in {@code Bits} as much as to the acquire: without
     * the latter nothing could be seen to fail, so there is no negative control.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both pools are found")
    @Outcome(expect = FORBIDDEN, desc = "a hint was lost with the row it was set in")
    @State
    public static class BothFirstHintsAreKept {
        private final LoneArena lone = new LoneArena();
        private final Arena other = lone.arena(1);
        private final Pool low = LoneArena.fullPool(lone.arena);
        private final Pool high = LoneArena.fullPool(other);

        public BothFirstHintsAreKept() {
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
}
