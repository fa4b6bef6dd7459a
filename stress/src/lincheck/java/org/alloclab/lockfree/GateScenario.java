package org.alloclab.lockfree;

import org.alloclab.stress.lincheck.Ledger;
import org.alloclab.stress.lincheck.Scenario;
import org.alloclab.stress.lincheck.ScenarioSteps;

import java.util.List;

/** A gate: what lies behind it goes when it is closed and nobody is inside, and goes once. */
public final class GateScenario extends ScenarioSteps {
    private static final String GIVEN = "given";

    private final Ledger ledger = new Ledger();
    private final CloseGuard gate = new CloseGuard(this::giveBack);

    static List<Scenario> scenarios() {
        return List.of(
                of("enterAndClose", "enter()", "close()"),
                of("entersAndClose", "enter()", "enter()", "close()"),
                of("closes", "close()", "close()", "enter()"));
    }

    private static Scenario of(String name, String... threads) {
        return Scenario.of(GateScenario.class, name, threads);
    }

    private void giveBack() {
        Ledger.check(ledger.size() == 0, "the memory goes while somebody is inside");
        ledger.count(GIVEN);
    }

    /** Goes in and out, or finds the gate closed. */
    public void enter() {
        try {
            gate.enter();
        } catch (IllegalStateException e) {
            return;
        }
        Ledger.check(ledger.counted(GIVEN) == 0, "somebody is inside after the memory went");
        ledger.take(Thread.currentThread());
        gate.isClosed(); // a step, for others to be let in between
        ledger.give(Thread.currentThread());
        gate.leave();
    }

    /** Closes the gate. */
    public void close() {
        gate.close();
    }

    /** The memory went, once. */
    @Override
    protected void checkAtRest() {
        Ledger.check(
                ledger.counted(GIVEN) == 1,
                "the memory went %d times".formatted(ledger.counted(GIVEN)));
    }
}
