package org.alloclab.lockfree;

import org.alloclab.HeapLayout;
import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioArenas;
import org.alloclab.stress.lincheck.ScenarioSteps;

import java.util.List;

/** The 64 bits of an arena (T1, T9, T10): a pool that is claimed has one holder. */
public final class ArenaScenario extends ScenarioSteps {
    private static final Object WHOLE = "the arena";

    private final Arena arena;
    private final Ledger ledger = new Ledger();

    /** Nobody has a pool. */
    public ArenaScenario() {
        arena = new Arena(HeapLayout.CLASSIC, ScenarioArenas.open().acquire(), 0);
    }

    static List<Scenario> scenarios() {
        return List.of(
                of("claims", "claim()", "claim()", "claim()"),
                of("claimAndUnclaim", "unclaim(0)", "claim()", "claim()").after("claim()"),
                of("unclaims", "unclaim(0)", "unclaim(1)").after("claim(); claim(); claim()"),
                of("claimAndClaimWhole", "claimWhole()", "claim()"),
                of("unclaimAndClaimWhole", "unclaim(0)", "claimWhole()", "claim()")
                        .after("claim()"),
                of("lastUnclaims", "unclaim(0)", "unclaim(1)").after("claim(); claim()"),
                of("claimAndClaimFree", "claimFree()", "claim(); unclaim(1)").after("claim()"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(ArenaScenario.class, name, threads);
    }

    /** Takes a pool. */
    public void claim() {
        Pool pool = arena.claim();
        if (pool != null) {
            take(pool.number());
        }
    }

    private void take(int number) {
        Ledger.check(!ledger.isHeld(WHOLE), "a pool is claimed of an arena that is going away");
        ledger.take(number);
    }

    /** Gives a pool back, if somebody has it; who sees the arena wholly free says so. */
    public void unclaim(int number) {
        if (ledger.give(number) && arena.unclaim(1L << number)) {
            ledger.count("wholly free");
        }
    }

    /** Takes the arena away. */
    public void claimWhole() {
        if (arena.claimWhole()) {
            Ledger.check(ledger.size() == 0, "an arena goes away of which somebody has a pool");
            ledger.take(WHOLE);
        }
    }

    /** Takes all free pools, for a moment. */
    public void claimFree() {
        long free = arena.claimFree();
        for (long rest = free; rest != 0; rest &= rest - 1) {
            take(Long.numberOfTrailingZeros(rest));
        }
        for (long rest = free; rest != 0; rest &= rest - 1) {
            ledger.give(Long.numberOfTrailingZeros(rest));
        }
        arena.unclaim(free);
    }

    /** The bits say who holds what; the last pool given back was seen to be the last. */
    @Override
    protected void checkAtRest() {
        if (!ledger.isHeld(WHOLE)) {
            long free = arena.claimFree();
            for (int number = 0; number < HeapLayout.POOLS_PER_ARENA; number++) {
                Ledger.check(
                        ledger.isHeld(number) == ((free >>> number & 1) == 0),
                        "pool %d is not as its holder left it".formatted(number));
            }
            Ledger.check(
                    ledger.size() != 0 || ledger.counted("wholly free") <= 1,
                    "two saw the arena become wholly free");
        }
    }
}
