package org.alloclab.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.alloclab.HeapSnapshot.PoolView;
import org.alloclab.stress.detector.Control;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** Threads push freed blocks on the word of a pool while its owner drains it. */
public final class PoolWordStress {
    private PoolWordStress() {}

    /**
     * Two threads free a block each into a pool that a third one owns.
     *
     * <p>How to run: {@code ./alloclab stress --tests PoolWordStress.PushesAreNotLost}.
     *
     * <p>One would believe that two blocks freed are two blocks back. Each freer reads the word,
     * links its block to the head it saw, and replaces the word: a thread that writes without
     * checking that the word is still the same throws the other one's block away, and no thread
     * will ever find it.
     *
     * <p>{@code Pool.freeRemotely} replaces the word by a CAS, and begins anew where it fails.
     *
     * <p>Verdict: the list's head and its count are one word, so the second push is made from what
     * the first one left. Both blocks come back at the drain.
     */
    @JCStressTest
    @Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "both are back")
    @Outcome(expect = FORBIDDEN, desc = "a freed block is lost")
    @State
    public static class PushesAreNotLost {
        private final Pool pool = PoolFixture.full();

        @Actor
        public void first() {
            PoolFixture.free(pool, 0, null);
        }

        @Actor
        public void second() {
            PoolFixture.free(pool, 1, null);
        }

        @Arbiter
        public void drain(IL_Result r) {
            pool.drain();
            r.r1 = pool.available();
            r.r2 = PoolFixture.books(pool);
        }
    }

    /**
     * The owner drains while another thread frees one more block.
     *
     * <p>How to run: {@code ./alloclab stress --tests PoolWordStress.ADrainTakesAllOrLeavesIt}.
     *
     * <p>One would believe that the owner takes what is there. If it reads the list and then stores
     * an empty one, it also throws away what came in between.
     *
     * <p>{@code Pool.drain} takes the list by one exchange, whatever it holds by then.
     *
     * <p>Verdict: a block is taken by the exchange or pushed after it. It is never in between.
     */
    @JCStressTest
    @Outcome(id = "3, sound", expect = ACCEPTABLE, desc = "pushed before the drain")
    @Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "pushed after it, and still on the list")
    @Outcome(expect = FORBIDDEN, desc = "a freed block is lost")
    @State
    public static class ADrainTakesAllOrLeavesIt {
        private final Pool pool = PoolFixture.full();

        public ADrainTakesAllOrLeavesIt() {
            PoolFixture.free(pool, 0, null);
            PoolFixture.free(pool, 1, null);
        }

        @Actor
        public void owner() {
            pool.drain();
        }

        @Actor
        public void freer() {
            PoolFixture.free(pool, 2, null);
        }

        @Arbiter
        public void count(IL_Result r) {
            r.r1 = pool.available();
            r.r2 = PoolFixture.books(pool);
        }
    }

    /**
     * The owner drains while another thread frees two more blocks, one after the other.
     *
     * <p>How to run: {@code ./alloclab stress --tests PoolWordStress.ADrainCountsWhatItTakes}.
     *
     * <p>The list and its length are read at different moments, one might think: a length seen
     * before the exchange is too small for the list that came with it.
     *
     * <p>Head and count are in one word, and {@code Pool.drain} uses those that the exchange gave
     * it, not those it looked at to see whether a drain was worth while.
     *
     * <p>Verdict: what is spliced is as long as was counted, for any number of pushes before the
     * exchange.
     */
    @JCStressTest
    @Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "both pushed after the drain")
    @Outcome(id = "3, sound", expect = ACCEPTABLE, desc = "one before, one after")
    @Outcome(id = "4, sound", expect = ACCEPTABLE, desc = "both before")
    @Outcome(expect = FORBIDDEN, desc = "the books do not agree")
    @State
    public static class ADrainCountsWhatItTakes {
        private final Pool pool = PoolFixture.full();

        public ADrainCountsWhatItTakes() {
            PoolFixture.free(pool, 0, null);
            PoolFixture.free(pool, 1, null);
        }

        @Actor
        public void owner() {
            pool.drain();
        }

        @Actor
        public void freer() {
            PoolFixture.free(pool, 2, null);
            PoolFixture.free(pool, 3, null);
        }

        @Arbiter
        public void count(IL_Result r) {
            r.r1 = pool.available();
            r.r2 = PoolFixture.books(pool);
        }
    }

    /**
     * The owner drains a list that others have just linked, and hands out its blocks.
     *
     * <p>How to run: {@code ./alloclab stress --tests PoolWordStress.LinksComeWithTheList}.
     *
     * <p>Links are plain. One might fear that the owner sees the list before the links it consists
     * of, follows an old one, and hands out a block that is not free.
     *
     * <p>A freer writes the link before the CAS that makes its block the head; the exchange that
     * takes the list comes after that CAS.
     *
     * <p>Verdict: the CAS and the exchange are volatile, so what was written before the one is seen
     * after the other. The owner meets the blocks that were freed, each once, or none yet.
     */
    @JCStressTest
    @Control("weak-push")
    @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not worth a drain yet")
    @Outcome(id = "5, 3", expect = ACCEPTABLE, desc = "the last freed first")
    @Outcome(expect = FORBIDDEN, desc = "a link is missing, or old")
    @State
    public static class LinksComeWithTheList {
        private final Pool pool = PoolFixture.full();

        @Actor
        public void freer() {
            PoolFixture.free(pool, 3, null);
            PoolFixture.free(pool, 5, null);
        }

        @Actor
        public void owner(II_Result r) {
            boolean drained = pool.drain();
            r.r1 = drained ? pool.blockAt(pool.takeFreed()) : -1;
            r.r2 = drained ? pool.blockAt(pool.takeFreed()) : -1;
        }
    }

    /**
     * A thread asks for a pool's figures while its last blocks come back and it is cut anew for
     * another class.
     *
     * <p>How to run: {@code ./alloclab stress --tests PoolWordStress.FiguresStayInBounds}.
     *
     * <p>A snapshot of something that moves must be wrong, one would say. It may be late; but a
     * pool with more live blocks than it has, or with fewer than none, is a figure that never was.
     *
     * <p>{@code Pool.view} reads the word once, and counts the marks of the class that this word
     * names.
     *
     * <p>Verdict: a count of marks at the blocks of one class is never negative and never more than
     * there are blocks of it, whatever the marks say.
     */
    @JCStressTest
    @Outcome(id = "true, sound", expect = ACCEPTABLE, desc = "in bounds")
    @Outcome(expect = FORBIDDEN, desc = "more live blocks than fit in, or fewer than none")
    @State
    public static class FiguresStayInBounds {
        private static final int USED = 9; // more than there are blocks of the next class
        private static final int NEXT_CLASS = PoolFixture.SIZE_CLASS;

        private final Pool pool = PoolFixture.owned(0, USED);

        public FiguresStayInBounds() {
            pool.abandon();
        }

        @Actor
        public void freerAndNextUser() {
            for (int block = 0; block < USED; block++) {
                PoolFixture.free(pool, block, null); // the last: the pool is free now
            }
            pool.open(NEXT_CLASS, PoolFixture.ME);
            Marks.lendFresh(pool.carve(1), NEXT_CLASS);
        }

        @Actor
        public void reader(ZL_Result r) {
            PoolView view = pool.view();
            int capacity = view.sizeClass() < 0 ? 0 : pool.capacityFor(view.sizeClass());
            r.r1 = view.capacity() == capacity && view.live() >= 0 && view.live() <= capacity;
        }

        @Arbiter
        public void check(ZL_Result r) {
            r.r2 = PoolFixture.books(pool);
        }
    }
}
