package org.alloclab.lockfree;

import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioSteps;

import java.util.List;

/** A stripe, which one thread at a time is in, and nobody waits for. */
public final class StripeScenario extends ScenarioSteps {
    private final Stripe stripe = new Stripe(new ThreadCache(null, 1));
    private final Ledger ledger = new Ledger();

    static List<Scenario> scenarios() {
        return List.of(
                of("enters", "enter()", "enter()"),
                of("entersAgain", "enter(); enter()", "enter()", "enter()"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(StripeScenario.class, name, threads);
    }

    /** Uses the stripe if nobody else does. */
    public void enter() {
        if (stripe.tryEnter()) {
            ledger.take(stripe);
            stripe.cache().push(0, stripe.cache().room(0), 16);
            Ledger.check(stripe.cache().pop(0) == 16, "another uses the same cache");
            ledger.give(stripe);
            stripe.leave();
        } else {
            ledger.count("taken");
        }
    }

    /** The stripe is free again. */
    @Override
    protected void checkAtRest() {
        Ledger.check(stripe.tryEnter(), "nobody is in the stripe, but it is taken");
    }
}
