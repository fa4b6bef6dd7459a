package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.SizeClasses;
import org.alloclab.memory.Shadow;
import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.ScenarioSteps;
import org.alloclab.stress.witness.PreallocatedArenas;

import java.util.List;

/**
 * Hints of one arena, at both levels: what is made true while somebody takes a stale hint away is
 * hinted at in the end.
 */
public final class HintsScenario extends ScenarioSteps {
    private static final int SIZE_CLASS = SizeClasses.of(512);

    private final ArenaTable table;
    private final Hints hints;
    private final Arena arena;
    private final ThreadCache[] caches = {new ThreadCache(null, 1), new ThreadCache(null, 2)};
    private final Pool[] pools = new Pool[3];
    private final Ledger ledger = new Ledger();

    /** Three pools of an arena serve, each with a block in use; the others are claimed. */
    public HintsScenario() {
        PreallocatedArenas source = ScenarioArenas.open();
        table = new ArenaTable(HeapLayout.CLASSIC, source.range());
        hints = new Hints(table);
        long address = source.acquire();
        Shadow.commit(address, source.arenaBytes());
        arena = new Arena(HeapLayout.CLASSIC, address, table.row(address));
        table.enter(arena);
        arena.claimFree();
        for (int number = 0; number < pools.length; number++) {
            pools[number] = arena.pools()[number];
            pools[number].open(SIZE_CLASS, caches[0]);
            Marks.lendFresh(pools[number].carve(1), SIZE_CLASS);
            ledger.take(number);
        }
    }

    static List<Scenario> scenarios() {
        return List.of(
                of("adoptAndLeave", "adopt()", "leave(0)").after("leave(0); adopt()"),
                of("adoptAndLeaveHinted", "adopt()", "leave(0)").after("hint(0)"),
                of("adoptsAndLeave", "adopt()", "adopt()", "leave(0)").after("hint(0)"),
                of("adopts", "adopt()", "adopt()").after("leave(0); leave(1)"),
                of("leaves", "leave(0)", "leave(1)", "adopt()").after("hint(0)"),
                of("claimAndUnclaim", "claim()", "unclaim(0)").after("hintFree()"),
                of("claimsAndUnclaim", "claim()", "claim()", "unclaim(0)").after("hintFree()"),
                of("claimAndUnclaims", "claim()", "unclaim(0)", "unclaim(1)").after("hintFree()"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(HintsScenario.class, name, threads);
    }

    /** Takes a partial pool. */
    public void adopt() {
        Pool pool = hints.adopt(SIZE_CLASS, caches[1]);
        if (pool != null) {
            ledger.take(pool.number());
        }
    }

    /** Leaves a pool to others, and says so. */
    public void leave(int number) {
        ledger.give(number);
        if (pools[number].abandon() == PoolWord.PARTIAL) {
            hints.publishPartial(pools[number], SIZE_CLASS);
        }
    }

    /** Somebody has seen a pool partial, which it is no more. */
    public void hint(int number) {
        hints.publishPartial(pools[number], SIZE_CLASS);
    }

    /** Takes a free pool. */
    public void claim() {
        Pool pool = hints.claim();
        if (pool != null) {
            ledger.take("free " + pool.number());
        }
    }

    /** Gives back a pool that serves no class, and says so. */
    public void unclaim(int number) {
        arena.unclaim(1L << 63 - number);
        hints.publishFree(arena);
    }

    /** Somebody has seen a free pool, which is claimed now. */
    public void hintFree() {
        hints.publishFree(arena);
    }

    @Override
    protected void checkAtRest() {
        hints.checkInvariants(arena);
        for (Pool pool : pools) {
            pool.checkInvariants();
            Ledger.check(
                    ledger.isHeld(pool.number()) != pool.isPartial(SIZE_CLASS),
                    "a pool is not as it was left");
        }
    }
}
