package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.lockfree.Pool.Freed;
import org.alloclab.memory.Shadow;
import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.ScenarioSteps;
import org.alloclab.stress.witness.PreallocatedArenas;

import java.util.List;

/**
 * One pool of eight blocks, its owner, and others who free into it or want it (T3 to T12).
 *
 * <p>The owner is the first cache; the second is that of whoever adopts the pool. In the end all
 * blocks that somebody still holds are freed, which must bring the pool to FREE, once.
 */
public final class PoolScenario extends ScenarioSteps {
    private static final int SIZE_CLASS = SizeClasses.of(512);
    private static final int SMALLER_CLASS = SizeClasses.of(256);
    private static final String OWNER = "the pool";

    private final PreallocatedArenas source = ScenarioArenas.open();
    private final Pool pool;
    private final ThreadCache[] caches = {new ThreadCache(null, 1), new ThreadCache(null, 2)};
    private final Ledger ledger = new Ledger();

    /** The owner has the pool; nobody has a block. */
    public PoolScenario() {
        long arena = source.acquire();
        Shadow.commit(arena, source.arenaBytes());
        pool = new Pool(null, 0, arena, HeapLayout.CLASSIC);
        pool.open(SIZE_CLASS, caches[0]);
        own(0);
    }

    static List<Scenario> scenarios() {
        return List.of(
                of("pushes", "free(0)", "free(1)").after("take(8)"),
                of("pushAndDrain", "free(2)", "drain(0)").after("take(8); free(0); free(1)"),
                of("pushesAndDrain", "free(0)", "free(1); free(2)", "drain(0)").after("take(8)"),
                of("pushAndDetach", "detach(0)", "free(0); free(1)").after("take(8)"),
                of("pushesAndDetach", "detach(0)", "free(0)", "free(1)").after("take(8)"),
                of("pushAndAbandon", "abandon(0)", "free(0); free(1)").after("take(4)"),
                of("pushAndAbandonFull", "abandon(0)", "free(0); free(1)").after("take(8)"),
                of("abandonAndLastPush", "abandon(0)", "free(0)").after("take(1)"),
                of("abandonAndAdopt", "abandon(0)", "adopt(1)").after("take(4)"),
                of("adopters", "adopt(0)", "adopt(1)").after("take(4); abandon(0)"),
                of("adoptAndPush", "adopt(1)", "free(0)", "free(1)").after("take(4); abandon(0)"),
                of("adoptAndLastPush", "adopt(1)", "free(0)").after("take(1); abandon(0)"),
                of("detachAndAdoptingFree", "detach(0)", "freeAdopting(0, 1)", "free(1)")
                        .after("take(8)"),
                of("adoptingFrees", "freeAdopting(0, 0)", "freeAdopting(1, 1)")
                        .after("take(8); detach(0)"),
                of("lastFrees", "free(0)", "free(1)").after("take(2); abandon(0)"),
                of("retireAndReopen", "free(0); reopen(0)", "free(1); reopen(1)")
                        .after("take(2); abandon(0)"),
                of("keepAndLastPush", "keep(0)", "free(0)").after("take(1)"),
                of("keepAndPushes", "keep(0)", "free(0)", "free(1)").after("take(2)"),
                of("takeUpAndLastPush", "takeUp(0)", "free(0)").after("take(1); keep(0)"),
                of("takeUpAndPushes", "takeUp(0)", "free(0)", "free(1)").after("take(2); keep(0)"),
                of("takeUpAndReopen", "takeUp(0)", "free(0); reopen(1)").after("take(1); keep(0)"),
                of("takeUpAndReopenAndKeep", "takeUp(0)", "free(0); reopen(1); keep(1); takeUp(1)")
                        .after("take(1); keep(0)"),
                of("adoptAndChangeOfClass", "adopt(1)", "free(0); reopenSmaller(0)")
                        .after("take(1); abandon(0)"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(PoolScenario.class, name, threads);
    }

    private void own(int cache) {
        ledger.take(OWNER);
        ledger.take("cache " + cache);
        Ledger.check(pool.isOwnedBy(caches[cache]), "who has adopted the pool does not own it");
    }

    /** Before the step that gives the pool up. */
    private boolean disown(int cache) {
        return ledger.give("cache " + cache) && ledger.give(OWNER);
    }

    private boolean owns(int cache) {
        return ledger.isHeld("cache " + cache);
    }

    /** The first owner takes blocks that nobody has held before. */
    public void take(int blocks) {
        for (int block = 0; block < blocks; block++) {
            lend(pool.carve(1));
        }
    }

    private void lend(long address) {
        lend(address, SIZE_CLASS);
    }

    private void lend(long address, int sizeClass) {
        Marks.lendFresh(address, sizeClass);
        ledger.take(pool.blockAt(address));
    }

    /** An owner takes a block, if there is one. */
    private void takeOne() {
        if (pool.available() > 0) {
            lend(pool.freed() > 0 ? pool.takeFreed() : pool.carve(1));
        }
    }

    /** Frees a block without wanting the pool. */
    public void free(int block) {
        giveBack(block, null);
    }

    /** Frees a block and takes the pool, and a block of it, if nobody owns it. */
    public void freeAdopting(int block, int cache) {
        if (giveBack(block, caches[cache]) == Freed.ADOPTED) {
            own(cache);
            takeOne();
        }
    }

    private Freed giveBack(int block, ThreadCache adopter) {
        Ledger.check(ledger.give(block), "a block is freed that nobody holds");
        Marks.giveBack(pool.addressOf(block));
        Freed freed = pool.freeRemotely(block, adopter);
        if (freed == Freed.RETIRED) {
            ledger.count("retired");
        }
        return freed;
    }

    /** An owner looks for blocks that came back, and takes one. */
    public void drain(int cache) {
        if (owns(cache)) {
            pool.drain();
            takeOne();
        }
    }

    /** An owner who needs a block does without the pool. */
    public void detach(int cache) {
        if (owns(cache)) {
            disown(cache);
            if (!pool.detach(caches[cache])) {
                own(cache);
                pool.drain();
                takeOne();
            }
        }
    }

    /** An owner leaves the pool to others. */
    public void abandon(int cache) {
        if (owns(cache)) {
            disown(cache);
            if (pool.abandon() == PoolWord.FREE) {
                ledger.count("retired");
            }
        }
    }

    /** An owner leaves the pool, to take it up again. */
    public void keep(int cache) {
        if (owns(cache)) {
            disown(cache);
            if (pool.keep() == PoolWord.FREE) {
                ledger.count("retired");
            }
        }
    }

    /** An owner takes up the pool that he kept, if it is still his, and a block of it. */
    public void takeUp(int cache) {
        if (!owns(cache) && pool.takeUp(SIZE_CLASS, caches[cache])) {
            own(cache);
            takeOne();
        }
    }

    /** Takes a partial pool, and a block of it. */
    public void adopt(int cache) {
        if (pool.adopt(SIZE_CLASS, caches[cache])) {
            Ledger.check(pool.capacity() == 8, "a pool of another class is adopted");
            own(cache);
            takeOne();
        }
    }

    /** Who brought the pool to FREE has it serve smaller blocks, and leaves it to others. */
    public void reopenSmaller(int cache) {
        if (ledger.counted("retired") > ledger.counted("reopened")) {
            ledger.count("reopened");
            pool.open(SMALLER_CLASS, caches[cache]);
            lend(pool.carve(1), SMALLER_CLASS);
            pool.abandon();
        }
    }

    /** Who brought the pool to FREE opens it again, and takes a block. */
    public void reopen(int cache) {
        if (ledger.counted("retired") > ledger.counted("reopened")) {
            ledger.count("reopened");
            pool.open(SIZE_CLASS, caches[cache]);
            own(cache);
            takeOne();
        }
    }

    /** Every block in one place; and when all are back, the pool is nobody's, once. */
    @Override
    protected void checkAtRest() {
        pool.checkInvariants();
        for (int cache = 0; cache < caches.length; cache++) {
            Ledger.check(pool.isOwnedBy(caches[cache]) == owns(cache), "another owns the pool");
            abandon(cache);
        }
        for (int block = 0; block < pool.capacity(); block++) {
            if (ledger.isHeld(block)) {
                giveBack(block, null);
            }
        }
        Ledger.check(pool.isFree(), "all blocks are back, but the pool is not free");
        Ledger.check(
                ledger.counted("retired") == 1 + ledger.counted("reopened"),
                "the pool was retired %d times".formatted(ledger.counted("retired")));
    }
}
