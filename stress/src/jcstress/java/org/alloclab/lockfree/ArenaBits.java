package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IJ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Threads claim, release and purge the pools of one arena, each a bit. */
public final class ArenaBits {
    private ArenaBits() {}

    /**
     * Two threads claim a pool of the same arena at once.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaBits.TwoClaimsDiffer}.
     *
     * <p>One would believe that finding the lowest zero bit and setting it is enough: it is one
     * bit, and one line of code. But between the look and the write another thread has looked, too,
     * and both hold the same pool.
     *
     * <p>{@code Arena.claim} sets the bit by a CAS on the word that it looked at, and looks again
     * if the word has changed.
     *
     * <p>Verdict: of two CAS that expect the same word one fails, so a bit that is turned from 0 to
     * 1 is turned by one thread. No order between other variables is needed, hence no negative
     * control by a mode.
     */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the first was first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the second was first")
    @Outcome(expect = FORBIDDEN, desc = "one pool for two, or a pool left out")
    @State
    public static class TwoClaimsDiffer {
        private final LoneArena lone = new LoneArena();

        @Actor
        public void first(II_Result r) {
            r.r1 = lone.arena.claim().number();
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = lone.arena.claim().number();
        }
    }

    /**
     * A pool is claimed while another one of the same arena is given back.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaBits.AReleasedBitStaysReleased}.
     *
     * <p>One would believe that the two do not meet: they are different bits. But they lie in one
     * word, and a claim that writes back the word it has read sets the bit again that was released
     * meanwhile. That pool is then lost: claimed, without a user.
     *
     * <p>{@code Arena.unclaim} takes the bit away by an atomic and, {@code Arena.claim} sets its
     * own by a CAS that fails if the word is no longer the one it read.
     *
     * <p>Verdict: each of the two is one step on the whole word, so neither writes back what the
     * other has changed. At rest exactly one pool is claimed, whichever it is.
     */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "released first, and claimed again")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "claimed first, the next one")
    @Outcome(expect = FORBIDDEN, desc = "a released bit came back, or a claimed one was lost")
    @State
    public static class AReleasedBitStaysReleased {
        private final LoneArena lone = new LoneArena();

        public AReleasedBitStaysReleased() {
            lone.arena.claim();
        }

        @Actor
        public void release() {
            lone.arena.unclaim(1);
        }

        @Actor
        public void claim(II_Result r) {
            r.r1 = lone.arena.claim().number();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = Long.bitCount(~lone.arena.claimFree());
        }
    }

    /**
     * A pool is claimed while the arena, wholly free, is about to go back to the system.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaBits.AnArenaGoesWholeOrNotAtAll}.
     *
     * <p>One would believe that a look at the word before the unmapping will do: it says that no
     * pool is in use. But a pool may be claimed after the look, and its blocks then lie in memory
     * that is gone.
     *
     * <p>{@code Arena.claimWhole} claims all 64 pools by one CAS from 0. What it has claimed no
     * other thread can claim any more; the bits are never given back.
     *
     * <p>Verdict: the two CAS expect the same word, 0, so one of them fails: either the pool is
     * handed out and the arena stays, or the arena goes and there is no pool.
     */
    @JCStressTest
    @Outcome(
            id = "true, false",
            expect = ACCEPTABLE,
            desc = "the pool was claimed: the arena stays")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the arena was claimed: no pool")
    @Outcome(expect = FORBIDDEN, desc = "a pool in an arena that goes away, or neither")
    @State
    public static class AnArenaGoesWholeOrNotAtAll {
        private final LoneArena lone = new LoneArena();

        @Actor
        public void claim(ZZ_Result r) {
            r.r1 = lone.arena.claim() != null;
        }

        @Actor
        public void release(ZZ_Result r) {
            r.r2 = lone.arena.claimWhole();
        }
    }

    /**
     * A pool is claimed while another thread purges the free pools, whose bytes it is about to
     * throw away.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaBits.APurgeMeetsAFreePool}.
     *
     * <p>One would believe that a pool which is free when the purge looks can be purged. But it may
     * be claimed, and written to, before the system call comes.
     *
     * <p>{@code Arena.claimFree} claims what is free, by one CAS of the word it has read to all
     * ones, and only then are the pages given back.
     *
     * <p>Verdict: a pool is in the purger's mask or in the claimer's hands, since both turn its bit
     * from 0 to 1, and a bit is turned once.
     */
    @JCStressTest
    @Outcome(id = "0, -2", expect = ACCEPTABLE, desc = "claimed first: not among those purged")
    @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "purged first: none left to claim")
    @Outcome(expect = FORBIDDEN, desc = "a pool is purged while somebody has it")
    @State
    public static class APurgeMeetsAFreePool {
        private final LoneArena lone = new LoneArena();

        @Actor
        public void claim(IJ_Result r) {
            Pool pool = lone.arena.claim();
            r.r1 = pool == null ? -1 : pool.number();
        }

        @Actor
        public void purge(IJ_Result r) {
            r.r2 = lone.arena.claimFree();
        }
    }

    /**
     * The last two pools of an arena are given back by two threads at once. The thread that empties
     * the arena must see to it.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaBits.OneThreadSeesTheArenaEmpty}.
     *
     * <p>One would believe that each can clear its bit and look then whether the word is 0. But
     * both may clear first and look afterwards: two threads see to the same arena, or with the look
     * before the clearing, none does.
     *
     * <p>{@code Arena.unclaim} judges by the value that its own atomic and has replaced.
     *
     * <p>Verdict: the two steps have an order, and only the second of them replaces a word in which
     * no other bit is set.
     */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first was the last")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second was the last")
    @Outcome(expect = FORBIDDEN, desc = "nobody saw the arena empty, or both did")
    @State
    public static class OneThreadSeesTheArenaEmpty {
        private final LoneArena lone = new LoneArena();

        public OneThreadSeesTheArenaEmpty() {
            lone.arena.claim();
            lone.arena.claim();
        }

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = lone.arena.unclaim(1);
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = lone.arena.unclaim(2);
        }
    }

    /**
     * The last owner of a pool has written its plain fields and gives the bit back; another thread
     * claims the pool and reads them.
     *
     * <p>How to run: {@code ./alloclab stress --tests ArenaBits.APoolComesWithItsBooks}.
     *
     * <p>One would believe that a bit carries nothing but itself. Yet what the owner wrote in
     * {@code PoolBlocks} is plain, and the thread that claims the pool goes on from there: {@code
     * cut} keeps the old links if they are long enough.
     *
     * <p>{@code Arena.unclaim} is an atomic and with volatile effect, {@code Arena.claim} a CAS:
     * the first releases, the second acquires.
     *
     * <p>Verdict: the claim that succeeds on the bit has read the word that {@code unclaim} wrote,
     * so what came before that is visible. The negative control lets the and only acquire: then a
     * compiler or a processor may move the plain stores behind it.
     */
    @JCStressTest
    @Control("weak-arena-unclaim")
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not given back yet")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "all that was written is seen")
    @Outcome(expect = FORBIDDEN, desc = "a pool with books of long ago")
    @State
    public static class APoolComesWithItsBooks {
        private final LoneArena lone = new LoneArena();
        private final Pool pool = lone.arena.claim();

        public APoolComesWithItsBooks() {
            pool.open(LoneArena.SIZE_CLASS, null);
            lone.arena.claimFree();
        }

        @Actor
        public void giveBack() {
            pool.carve(3);
            lone.arena.unclaim(1);
        }

        @Actor
        public void claim(I_Result r) {
            Pool claimed = lone.arena.claim();
            r.r1 = claimed == null ? -1 : claimed.used();
        }
    }
}
