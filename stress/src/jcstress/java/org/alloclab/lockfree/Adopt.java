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
import org.openjdk.jcstress.infra.results.LIL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Threads adopt a pool that has no owner. */
public final class Adopt {
    private Adopt() {}

    /**
     * Two threads follow the same hint to the same partial pool.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.OneOwner}.
     *
     * <p>Both see that it has no owner, and both would take it. Two owners hand out the same
     * blocks, without any atomic step and without ever noticing.
     *
     * <p>{@code Pool.adopt} takes a pool by a CAS from PARTIAL to OWNED; a hint is no right.
     *
     * <p>Verdict: one CAS succeeds, and the other thread then finds the pool owned.
     */
    @JCStressTest
    @Outcome(id = "true, false, sound", expect = ACCEPTABLE, desc = "the first has it")
    @Outcome(id = "false, true, sound", expect = ACCEPTABLE, desc = "the second has it")
    @Outcome(expect = FORBIDDEN, desc = "two owners, or none")
    @State
    public static class OneOwner {
        private final Pool pool = PoolFixture.given(4);

        @Actor
        public void first(ZZL_Result r) {
            r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.ME);
        }

        @Actor
        public void second(ZZL_Result r) {
            r.r2 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
        }

        @Arbiter
        public void check(ZZL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * Two threads free into a full pool without an owner, and each would adopt it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.OneOfTwoFreersAdopts}.
     *
     * <p>Both find it full. The first one to take it becomes its owner; the second must see that by
     * then it frees into another thread's pool.
     *
     * <p>The CAS that frees the block is the one that adopts the pool, so the freer that lost
     * judges anew.
     *
     * <p>Verdict: one adopts, the other pushes.
     */
    @JCStressTest
    @Outcome(id = "ADOPTED, PUSHED, sound", expect = ACCEPTABLE, desc = "the first has it")
    @Outcome(id = "PUSHED, ADOPTED, sound", expect = ACCEPTABLE, desc = "the second has it")
    @Outcome(expect = FORBIDDEN, desc = "two owners, or a block is lost")
    @State
    public static class OneOfTwoFreersAdopts {
        private final Pool pool = PoolFixture.full();

        public OneOfTwoFreersAdopts() {
            pool.detach(PoolFixture.ME);
        }

        @Actor
        public void first(LLL_Result r) {
            r.r1 = PoolFixture.free(pool, 0, PoolFixture.ME);
        }

        @Actor
        public void second(LLL_Result r) {
            r.r2 = PoolFixture.free(pool, 1, PoolFixture.OTHER);
        }

        @Arbiter
        public void check(LLL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * One thread adopts a partial pool because it needs blocks, another because it frees one into
     * it.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.AFreerMeetsAScanner}.
     *
     * <p>They come by different ways, one by a hint and one by an address, so one might give each
     * way a lock of its own; then both get in.
     *
     * <p>Both take the pool by a CAS on the same word.
     *
     * <p>Verdict: one of them owns the pool. If it is the scanner, the freer's block is on the list
     * of the pool, taken at once or left for the next drain.
     */
    @JCStressTest
    @Outcome(id = "true, PUSHED, sound", expect = ACCEPTABLE, desc = "the scanner has it")
    @Outcome(id = "false, ADOPTED, sound", expect = ACCEPTABLE, desc = "the freer has it")
    @Outcome(expect = FORBIDDEN, desc = "two owners, or none")
    @State
    public static class AFreerMeetsAScanner {
        private final Pool pool = PoolFixture.given(4);

        @Actor
        public void scanner(ZLL_Result r) {
            r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.ME);
        }

        @Actor
        public void freer(ZLL_Result r) {
            r.r2 = PoolFixture.free(pool, 0, PoolFixture.OTHER);
        }

        @Arbiter
        public void check(ZLL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * A free makes a full pool partial, and a thread that needs blocks adopts it in the same
     * moment.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.APublishedPoolComesWithItsList}.
     *
     * <p>The state says that there are blocks, the list which ones. In two words, the adopter could
     * see the first and miss the second.
     *
     * <p>{@code Pool.freeRemotely} changes state, head and count in one CAS.
     *
     * <p>Verdict: the adopter finds both blocks that came back.
     */
    @JCStressTest
    @Control("weak-adopt")
    @Outcome(id = "PUBLISHED, -1, sound", expect = ACCEPTABLE, desc = "published after the look")
    @Outcome(id = "PUBLISHED, 2, sound", expect = ACCEPTABLE, desc = "adopted, with both blocks")
    @Outcome(expect = FORBIDDEN, desc = "adopted without its list")
    @State
    public static class APublishedPoolComesWithItsList {
        private final Pool pool = PoolFixture.full();

        public APublishedPoolComesWithItsList() {
            pool.detach(PoolFixture.ME);
            PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void freer(LIL_Result r) {
            r.r1 = PoolFixture.free(pool, 1, null);
        }

        @Actor
        public void scanner(LIL_Result r) {
            boolean adopted = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
            r.r2 = adopted ? pool.available() : -1;
        }

        @Arbiter
        public void check(LIL_Result r) {
            r.r3 = PoolFixture.books(pool);
        }
    }

    /**
     * A pool that was cut for one class serves another. The next adopter must cut as its last owner
     * did.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.AClassComesWithItsBlocks}.
     *
     * <p>The class is in the word, the size of its blocks beside it. Publish the word first, and a
     * thread finds the new class with the old size: its blocks overlap.
     *
     * <p>{@code Pool.open} cuts the blocks, and then stores the word.
     *
     * <p>Verdict: the store is volatile and last, so a thread that reads the class from the word
     * finds the blocks cut for it.
     */
    @JCStressTest
    @Control("weak-open")
    @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not to be had yet")
    @Outcome(id = "256, 16", expect = ACCEPTABLE, desc = "256 bytes, 16 of them")
    @Outcome(expect = FORBIDDEN, desc = "blocks of another class")
    @State
    public static class AClassComesWithItsBlocks {
        private static final int NEXT_CLASS = 15;

        private final Pool pool = PoolFixture.given(1);

        public AClassComesWithItsBlocks() {
            PoolFixture.free(pool, 0, null); // the last: the pool is free
        }

        @Actor
        public void nextUser() {
            pool.open(NEXT_CLASS, PoolFixture.ME);
            Marks.lendFresh(pool.carve(1), NEXT_CLASS);
            pool.abandon();
        }

        @Actor
        public void adopter(II_Result r) {
            boolean adopted = pool.adopt(NEXT_CLASS, PoolFixture.OTHER);
            r.r1 = adopted ? pool.blockBytes() : -1;
            r.r2 = adopted ? pool.capacity() : -1;
        }
    }

    /**
     * A thread follows an old hint to a pool that is about to serve another class.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.AnotherClassIsNotAdopted}.
     *
     * <p>It has seen that the pool is partial in its class. If it takes the pool on the strength of
     * that, it hands out blocks of the wrong size.
     *
     * <p>The class is in the word that {@code Pool.adopt} compares.
     *
     * <p>Verdict: the pool is adopted in the class it has, or not at all.
     */
    @JCStressTest
    @Outcome(id = "true, sound", expect = ACCEPTABLE, desc = "still of the class")
    @Outcome(id = "false, sound", expect = ACCEPTABLE, desc = "retired, or of another class")
    @Outcome(expect = FORBIDDEN, desc = "a pool of another class")
    @State
    public static class AnotherClassIsNotAdopted {
        private final Pool pool = PoolFixture.given(1);

        @Actor
        public void lastFreerAndNextUser() {
            if (PoolFixture.free(pool, 0, null) == Pool.Freed.RETIRED) {
                pool.open(15, PoolFixture.ME);
                Marks.lendFresh(pool.carve(1), 15);
            }
        }

        @Actor
        public void scanner(ZL_Result r) {
            r.r1 = pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
        }

        @Arbiter
        public void check(ZL_Result r) {
            r.r2 = PoolFixture.books(pool);
        }
    }

    /**
     * A thread asks whether it owns a pool, while that pool changes hands between two others.
     *
     * <p>How to run: {@code ./alloclab stress --tests Adopt.AStaleOwnerIsNeverTheCaller}.
     *
     * <p>The owner's name is read without any order, so what is read may be old. One might fear
     * that an old name lets the wrong thread in.
     *
     * <p>Only a thread itself writes its name there, and only it takes the name away.
     *
     * <p>Verdict: a stale name is another thread's. A thread that never owned the pool is told so,
     * and one that has just adopted it as well.
     */
    @JCStressTest
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "as it is")
    @Outcome(expect = FORBIDDEN, desc = "a stranger let in, or an owner kept out")
    @State
    public static class AStaleOwnerIsNeverTheCaller {
        private final Pool pool = PoolFixture.given(4);

        @Actor
        public void stranger(ZZ_Result r) {
            r.r1 = pool.isOwnedBy(PoolFixture.STRANGER) | pool.isOwnedBy(PoolFixture.STRANGER);
        }

        @Actor
        public void owners(ZZ_Result r) {
            pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.ME);
            boolean first = pool.isOwnedBy(PoolFixture.ME);
            pool.abandon();
            pool.adopt(PoolFixture.SIZE_CLASS, PoolFixture.OTHER);
            r.r2 = first && pool.isOwnedBy(PoolFixture.OTHER) && !pool.isOwnedBy(PoolFixture.ME);
        }
    }
}
