package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.memory.MappedBytes;
import org.alloclab.memory.Memory;
import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.ScenarioSteps;
import org.alloclab.stress.witness.PreallocatedArenas;

import java.util.ArrayList;
import java.util.List;

/**
 * Pools on their way between owners: what is free or partial is hinted at, and memory goes back to
 * the system only when nobody has any of it.
 *
 * <p>The layout gives arenas back at once. Each thread has its own cache and one pool at a time.
 */
public final class ArenasScenario extends ScenarioSteps {
    private static final int SIZE_CLASS = SizeClasses.of(512);
    private static final byte STAMP = 0x2a;

    private final PreallocatedArenas source = ScenarioArenas.open();
    private final Arenas arenas = new Arenas(HeapLayout.CLASSIC38, source, new MappedBytes());
    private final ThreadCache[] caches = new ThreadCache[3];
    private final Pool[] pools = new Pool[caches.length];
    private final List<Pool> idle = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    /** There is no arena so far. */
    public ArenasScenario() {
        for (int cache = 0; cache < caches.length; cache++) {
            caches[cache] = new ThreadCache(null, cache + 1);
        }
    }

    static List<Scenario> scenarios() {
        return List.of(
                of("takeAndLeave", "take(0)", "leave(1)").after("takeNew(1)"),
                // Where a hint has been taken at its word before, and is stale.
                of("takeAndLeaveAgain", "take(0)", "leave(1)")
                        .after("takeNew(1); leave(1); take(1)"),
                of("takeAndLeaveHinted", "take(0)", "leave(1)").after("takeNew(1); hint(1)"),
                of("takesAndLeave", "take(0)", "take(2)", "leave(1)")
                        .after("takeNew(1); leave(1); take(1)"),
                of("claimAndRelease", "take(0)", "giveUp(1)").after("takeNew(1)"),
                of("claimsAndRelease", "take(0)", "take(2)", "giveUp(1)").after("takeNew(1)"),
                of("claimAndGive", "take(0)", "giveUp(1)").after("takeNew(1); fillUp(1)"),
                of("claimsAndGive", "take(0)", "take(2)", "giveUp(1)")
                        .after("takeNew(1); fillUp(1)"),
                of("claimAndGiveEmpty", "take(0)", "give(1)")
                        .after("takeNew(1); fillUp(1); empty(1)"),
                of("giveUps", "giveUp(0)", "giveUp(1)", "take(2)").after("takeNew(0); take(1)"),
                of("newArenas", "takeNew(0)", "takeNew(1)"),
                // A row that is looked at since there was an arena in it.
                of("newArenaInOldRow", "takeNew(0)", "take(2)")
                        .after("takeNew(0); takeNew(1); giveUp(0)"),
                of("newArenaAndRelease", "takeNew(0)", "giveUp(1)").after("takeNew(1)"),
                of("trimAndClaim", "trim()", "take(0)").after("takeNew(1)"),
                of("trimAndRelease", "trim()", "giveUp(1)").after("takeNew(1)"),
                of("trims", "trim()", "trim()", "take(0)").after("takeNew(1)"),
                of("freeAndTake", "freeInto(1)", "take(0)").after("takeNew(1); exhaust(1)"),
                of("freesAndTake", "freeInto(1)", "freeInto(1)", "take(0)")
                        .after("takeNew(1); exhaust(1)"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(ArenasScenario.class, name, threads);
    }

    /** A thread gets a pool of an arena at hand, if there is one, and a block of it. */
    public void take(int thread) {
        use(thread, arenas.takePool(SIZE_CLASS, caches[thread]));
    }

    /** A thread gets a pool of a new arena, and a block of it. */
    public void takeNew(int thread) {
        use(thread, arenas.takePoolOfNewArena(SIZE_CLASS, caches[thread]));
    }

    private void use(int thread, Pool pool) {
        if (pool == null) {
            return;
        }
        ledger.take(pool);
        Ledger.check(source.isOut(pool.address()), "a pool of an arena that went back");
        Ledger.check(arenas.table().poolAt(pool.address()) == pool, "a pool that is not found");
        pools[thread] = pool;
        lend(pool);
    }

    private void lend(Pool pool) {
        long block = pool.freed() > 0 ? pool.takeFreed() : pool.carve(1);
        Marks.lendFresh(block, SIZE_CLASS);
        ledger.take(block);
        Memory.putByte(block, STAMP);
    }

    /** A thread leaves its pool to others; its block stays in use. */
    public void leave(int thread) {
        Pool pool = pools[thread];
        pools[thread] = null;
        ledger.give(pool);
        if (pool.abandon() == PoolWord.PARTIAL) {
            arenas.publish(pool, SIZE_CLASS);
        }
    }

    /** A thread frees its blocks and gives its pool back. */
    public void giveUp(int thread) {
        empty(thread);
        give(thread);
    }

    /** A thread frees its blocks. */
    public void empty(int thread) {
        Pool pool = pools[thread];
        for (int block = 0; block < pool.capacity(); block++) {
            if (ledger.give(pool.addressOf(block))) {
                freeRemotely(pool, block);
            }
        }
    }

    /** A thread gives its pool back, of which it has no block. */
    public void give(int thread) {
        Pool pool = pools[thread];
        pools[thread] = null;
        ledger.give(pool);
        if (pool.abandon() == PoolWord.FREE) {
            arenas.givePool(pool);
        }
    }

    private static void giveBack(long block) {
        Ledger.check(Memory.getByte(block) == STAMP, "a block was overwritten");
        Marks.giveBack(block);
    }

    /** A thread takes all blocks of its pool, and does without it. */
    public void exhaust(int thread) {
        Pool pool = pools[thread];
        while (pool.available() > 0) {
            lend(pool);
        }
        pools[thread] = null;
        idle.add(pool);
        ledger.give(pool);
        pool.detach(caches[thread]);
    }

    /** Frees two blocks of a pool that nobody owns, the second of which makes it worth a visit. */
    public void freeInto(int thread) {
        Pool pool = idle.getFirst();
        for (int block = 0, freed = 0; freed < 2 && block < pool.capacity(); block++) {
            if (ledger.give(pool.addressOf(block))) {
                freed++;
                freeRemotely(pool, block);
            }
        }
    }

    private void freeRemotely(Pool pool, int block) {
        giveBack(pool.addressOf(block));
        switch (pool.freeRemotely(block, null)) {
            case PUBLISHED -> arenas.publish(pool, SIZE_CLASS);
            case RETIRED -> arenas.givePool(pool);
            default -> {}
        }
    }

    /** Somebody saw a thread's pool partial, which it is no more. */
    public void hint(int thread) {
        arenas.publish(pools[thread], SIZE_CLASS);
    }

    /** All other pools of an arena are taken, but a hint still says that one is free. */
    public void fillUp(int thread) {
        Arena arena = pools[thread].arena();
        while (arena.hasFreePool()) {
            Pool pool = arenas.takePool(SIZE_CLASS, caches[thread]);
            lend(pool);
            idle.add(pool);
        }
    }

    /** Gives back what nobody uses. */
    public void trim() {
        arenas.trim();
    }

    /** All books agree, no block was overwritten, and memory that is free can be found. */
    @Override
    protected void checkAtRest() {
        arenas.checkInvariants();
        for (Object thing : ledger.held()) {
            if (thing instanceof Long block) {
                Ledger.check(Memory.getByte(block) == STAMP, "a block was overwritten");
            }
        }
        int found = arenas.snapshot().arenas().size();
        Ledger.check(found == source.out(), "an arena was lost");
    }
}
