package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.memory.MappedBytes;
import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.ScenarioSteps;

import java.util.List;

/**
 * Caches that change hands: threads die, others reap what they had and take their caches, and still
 * others free blocks that the dead had allocated.
 *
 * <p>A dead thread is one that was never started: it gives the same answers.
 */
public final class CachesScenario extends ScenarioSteps {
    private static final int SIZE_CLASS = SizeClasses.of(512);
    private static final Thread DEAD = new Thread(() -> {});

    private final Arenas arenas =
            new Arenas(HeapLayout.CLASSIC38, ScenarioArenas.open(), new MappedBytes());
    private final ThreadCaches caches = new ThreadCaches(arenas, new CloseGuard(() -> {}));
    private final Ledger ledger = new Ledger();
    private long[] blocks;

    static List<Scenario> scenarios() {
        return List.of(
                of("enters", "enter()", "enter()", "enter()"),
                of("reaps", "reap()", "reap()").after("die(4)"),
                of("reapAndFree", "reap()", "free(0); free(1)").after("die(8)"),
                of("reapAndFrees", "reap()", "free(0)", "free(1)").after("die(8)"),
                of("reapAndLastFree", "reap()", "free(0)").after("die(1)"),
                of("reapsAndFree", "reap()", "reap()", "free(0)").after("die(2)"),
                of("reapAndEnter", "reap()", "enter(); allocate()").after("die(4)"),
                of("reapAndTake", "reap()", "enter()").after("die(1)"),
                of("reapsAndEnter", "reap()", "reap()", "enter(); allocate()").after("die(4)"),
                of("entersAfterDeath", "enter()", "enter()").after("die(4)"),
                of("entersAfterReap", "enter()", "enter()").after("die(4); reap()"),
                of("freeAndAllocate", "enter()", "free(0); free(1)").after("die(8)"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(CachesScenario.class, name, threads);
    }

    /** A thread allocates some blocks and dies. */
    public void die(int count) {
        ThreadCache cache = caches.enter();
        blocks = new long[count];
        for (int block = 0; block < count; block++) {
            blocks[block] = cache.allocateSlowly(SIZE_CLASS);
            ledger.take(blocks[block]);
        }
        cache.handTo(DEAD);
    }

    /** A thread gets a cache, and a block from it. */
    public void enter() {
        ThreadCache cache = caches.enter();
        ledger.take(cache);
        Ledger.check(cache.isOf(Thread.currentThread()), "the cache is another's");
        allocate(cache);
    }

    /** A thread gets the same cache, and another block. */
    public void allocate() {
        allocate(caches.enter());
    }

    private void allocate(ThreadCache cache) {
        Ledger.check(ledger.isHeld(cache), "a thread has lost its cache");
        long block = cache.allocateSlowly(SIZE_CLASS);
        Ledger.check(block != 0, "there is memory, but no block");
        ledger.take(block);
    }

    /** Empties the caches of the dead. */
    public void reap() {
        caches.reap();
    }

    /** Frees a block of the dead. */
    public void free(int block) {
        ledger.give(blocks[block]);
        Marks.giveBack(blocks[block]);
        Pool pool = caches.poolAt(blocks[block]);
        caches.freeRemotely(pool, pool.blockAt(blocks[block]), SIZE_CLASS);
    }

    /** All books agree; and when the others die as well, nothing is left. */
    @Override
    protected void checkAtRest() {
        arenas.checkInvariants();
        caches.reap(); // the living keep what they have
        for (Object thing : ledger.held()) {
            if (thing instanceof ThreadCache cache) {
                cache.handTo(DEAD);
            }
        }
        caches.reap();
        arenas.checkInvariants();
        for (Object thing : ledger.held()) {
            if (thing instanceof Long block) {
                Pool pool = caches.poolAt(block);
                Marks.giveBack(block);
                caches.freeRemotely(pool, pool.blockAt(block), SIZE_CLASS);
            }
        }
        Ledger.check(arenas.snapshot().arenas().isEmpty(), "all is given back, but an arena stays");
        long taken = ledger.held().stream().filter(ThreadCache.class::isInstance).count();
        Ledger.check(caches.count() >= taken, "a cache was lost");
    }
}
